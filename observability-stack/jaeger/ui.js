// Links from a trace to its logs, its errors and the dashboard of its first service.
// Jaeger inserts this file into its page and expands dollar signs, so it has none.
function UIConfig() {
  const grafana = 'http://localhost:3000';
  const bugsink = 'http://localhost:8000';
  const minute = 60000;

  // A minute more at both ends. Jaeger uses microseconds.
  function from(trace) {
    return Math.floor(trace.startTime / 1000) - minute;
  }
  function to(trace) {
    return Math.ceil(trace.endTime / 1000) + minute;
  }

  // A trace is named such as `order-service: POST /orders`. A browser's spans come from the frontend.
  function service(trace) {
    return trace.traceName.split(':')[0].replace(/^browser/, 'frontend');
  }

  function logs(trace) {
    const query = '{service_name=~".+"} | trace_id="' + trace.traceID + '"';
    const loki = { type: 'loki', uid: 'loki' };
    const panes = {
      logs: {
        datasource: 'loki',
        queries: [{ refId: 'A', datasource: loki, queryType: 'range', expr: query }],
        range: { from: String(from(trace)), to: String(to(trace)) },
      },
    };
    return grafana + '/explore?schemaVersion=1&orgId=1&panes=' + encodeURIComponent(JSON.stringify(panes));
  }

  function dashboard(trace) {
    return grafana + '/d/service?var-job=' + service(trace) + '&from=' + from(trace) + '&to=' + to(trace);
  }

  function link(text, url) {
    const parameters = ['traceID', 'traceName', 'startTime', 'endTime'];
    return { type: 'traces', text: { parameters, template: text }, url: { parameters, template: url } };
  }

  return {
    monitor: { menuEnabled: true },
    linkPatterns: [
      link(() => 'Logs in Loki', logs),
      link(() => 'Errors in Bugsink', trace => bugsink + '/issues/1/?q=trace:' + trace.traceID),
      link(trace => 'Dashboard of ' + service(trace), dashboard),
    ],
  };
}
