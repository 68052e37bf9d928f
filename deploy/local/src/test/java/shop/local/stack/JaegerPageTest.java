package shop.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Scriptable;

/** The links that Jaeger's page shows beside a trace, by the script that makes them. */
class JaegerPageTest {
    private static final Path SCRIPT =
            Path.of(System.getProperty("shop.root", "../.."), "observability-stack", "jaeger", "ui.js");
    // Jaeger counts microseconds.
    private static final String TRACE = """
            ({traceID: '0123456789abcdef0123456789abcdef', traceName: 'order-service: POST /orders',
              startTime: 1795526700000500, endTime: 1795526700400500})""";

    private final Context context = Context.enter();
    private Scriptable scope;

    @BeforeEach
    void run() throws IOException {
        scope = context.initStandardObjects();
        context.evaluateString(scope, Files.readString(SCRIPT), SCRIPT.toString(), 1, null);
    }

    @AfterEach
    void leave() {
        context.close();
    }

    @Test
    void the_monitor_is_shown() {
        assertThat(evaluate("UIConfig().monitor.menuEnabled")).isEqualTo(true);
    }

    @Test
    void a_trace_leads_to_its_log_lines() {
        var url = link("Logs in Loki");

        assertThat(URI.create(url)).hasHost("localhost").hasPort(3000).hasPath("/explore");
        assertThat(URLDecoder.decode(url.replaceAll(".*&panes=", ""), StandardCharsets.UTF_8))
                .isEqualTo("""
                        {"logs":{"datasource":"loki","queries":[{"refId":"A","datasource":{"type":"loki","uid":"loki"},\
                        "queryType":"range","expr":"{service_name=~\\".+\\"} | \
                        trace_id=\\"0123456789abcdef0123456789abcdef\\""}],\
                        "range":{"from":"1795526640000","to":"1795526760401"}}}""");
    }

    @Test
    void a_trace_leads_to_its_errors() {
        assertThat(link("Errors in Bugsink"))
                .isEqualTo("http://localhost:8000/issues/1/?q=trace:0123456789abcdef0123456789abcdef");
    }

    @Test
    void a_trace_leads_to_the_dashboard_of_its_service() {
        assertThat(link("Dashboard of order-service"))
                .isEqualTo("http://localhost:3000/d/service?var-job=order-service&from=1795526640000&to=1795526760401");
    }

    /** As Jaeger does: a template is a function of the values that its parameters name. */
    private String link(String text) {
        return (String) evaluate("""
                (() => {
                  const trace = %s;
                  const filled = template => template.template(Object.fromEntries(template.parameters.map(name => [name, trace[name]])));
                  return filled(UIConfig().linkPatterns.filter(one => one.type === 'traces').find(one => filled(one.text) === '%s').url);
                })()""".formatted(TRACE, text));
    }

    private Object evaluate(String expression) {
        return context.evaluateString(scope, expression, "test", 1, null);
    }
}
