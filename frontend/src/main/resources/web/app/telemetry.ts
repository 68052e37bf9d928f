import { send } from './http';
import {
  BatchSpanProcessor,
  CompositePropagator,
  OTLPTraceExporter,
  onCLS,
  onFCP,
  onINP,
  onLCP,
  onTTFB,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  W3CBaggagePropagator,
  W3CTraceContextPropagator,
  WebTracerProvider,
} from './opentelemetry.js';

// A batch stays below the 64 KiB that the server accepts and that fetch sends while the page closes.
const processor = new BatchSpanProcessor(
  new OTLPTraceExporter({ url: `${location.origin}/v1/traces`, timeoutMillis: 5_000 }),
  { maxQueueSize: 128, maxExportBatchSize: 32, scheduledDelayMillis: 500, exportTimeoutMillis: 5_000 },
);
const provider = new WebTracerProvider({ spanProcessors: [processor] });
const tracer = provider.getTracer('page');
const propagator = new CompositePropagator({
  propagators: [new W3CTraceContextPropagator(), new W3CBaggagePropagator()],
});
// Makes Jaeger keep the trace.
const debug = propagation.setBaggage(ROOT_CONTEXT, propagation.createBaggage({ 'shop.debug': { value: 'true' } }));

/** The response of a request that a click has sent, and the trace that begins with the click. */
export interface Traced {
  response: Response;
  traceId: string;
}

/** Sends a request in a new trace: a span for the click, and below it a CLIENT span for the request. */
export async function traceClick(
  name: string,
  attributes: Record<string, string | number>,
  path: string,
  init: RequestInit & { headers: Record<string, string> },
): Promise<Traced> {
  const click = tracer.startSpan(`click ${name}`, { root: true, kind: SpanKind.INTERNAL, attributes }, debug);
  const clicked = trace.setSpan(debug, click);
  const method = init.method ?? 'GET';
  const request = tracer.startSpan(
    method,
    {
      kind: SpanKind.CLIENT,
      attributes: {
        'http.request.method': method,
        'url.full': location.origin + path,
        'server.address': location.hostname,
        ...(location.port && { 'server.port': Number(location.port) }),
      },
    },
    clicked,
  );
  const headers = { ...init.headers };
  propagator.inject(trace.setSpan(clicked, request), headers, {
    set: (carrier, key, value) => (carrier[key] = value),
  });
  try {
    const response = await send(path, { ...init, headers });
    request.setAttribute('http.response.status_code', response.status);
    if (response.status >= 400) {
      request.setAttribute('error.type', String(response.status));
      request.setStatus({ code: SpanStatusCode.ERROR });
    }
    if (response.status >= 500) {
      click.setStatus({ code: SpanStatusCode.ERROR });
    }
    return { response, traceId: click.spanContext().traceId };
  } catch (error) {
    for (const span of [request, click]) {
      span.setAttribute('error.type', 'unreachable');
      span.setStatus({ code: SpanStatusCode.ERROR });
    }
    throw error;
  } finally {
    request.end();
    click.end();
  }
}

/** Sends each Web Vital as a span. */
export function measureWebVitals(): void {
  for (const observe of [onCLS, onFCP, onINP, onLCP, onTTFB]) {
    observe(({ name, value, rating }) => {
      const attributes = {
        'browser.web_vital.name': name.toLowerCase(),
        'browser.web_vital.value': Math.round(value * 1_000) / 1_000,
        'browser.web_vital.rating': rating,
      };
      tracer.startSpan(`web vital ${name}`, { root: true, attributes }).end();
    });
  }
}
