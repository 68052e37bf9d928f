/** What the page uses of OpenTelemetry and web-vitals; everything else is left out of the bundle. */
export { context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
export { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } from '@opentelemetry/core';
export { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
export { BatchSpanProcessor, WebTracerProvider } from '@opentelemetry/sdk-trace-web';
export { onCLS, onFCP, onINP, onLCP, onTTFB } from 'web-vitals';
