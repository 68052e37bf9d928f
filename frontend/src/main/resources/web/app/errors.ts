const MOST_REPORTS = 5;
const LONGEST_STACK = 4_000;

let reports = 0;

/** Reports errors of this page, at most five in its life, as error events. */
export function reportErrors(): void {
  addEventListener('error', event => report(event.error ?? event.message));
  addEventListener('unhandledrejection', event => report(event.reason));
}

function report(error: unknown): void {
  if (reports++ >= MOST_REPORTS) {
    return;
  }
  const isError = error instanceof Error;
  void fetch('/ui/errors', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    keepalive: true,
    body: JSON.stringify({
      message: (isError ? `${error.name}: ${error.message}` : String(error)).slice(0, 500),
      stack: (isError ? (error.stack ?? '') : '').slice(0, LONGEST_STACK),
    }),
  }).catch(() => undefined);
}
