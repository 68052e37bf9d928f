/** A line of an order that inventory-service cannot fill. */
export interface Shortage {
  productId: string;
  requested: number;
  available: number;
}

interface ProblemDocument {
  type?: string;
  title?: string;
  detail?: string;
  traceId?: string;
  shortages?: Shortage[];
  violations?: { field: string; message: string }[];
}

/** A response that is a problem (RFC 9457), or no response at all: status 0. */
export class Problem extends Error {
  readonly slug: string;

  constructor(
    readonly status: number,
    readonly document: ProblemDocument,
    readonly retryAfter: number | null,
  ) {
    super(document.title ?? `HTTP ${status}`);
    this.slug = document.type?.replace('urn:shop:problem:', '') ?? '';
  }
}

/** For calls whose failure shows elsewhere, or is repaired by the next one. */
export function ignoreProblem(error: unknown): undefined {
  if (!(error instanceof Problem)) {
    throw error;
  }
}

/**
 * Calls an API of this page's origin.
 *
 * @throws Problem if the response has no status 2xx, or there is none
 */
export async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  return read<T>(await send(path, request(method, body)));
}

export function request(method: string, body?: unknown): RequestInit & { headers: Record<string, string> } {
  const headers: Record<string, string> = { Accept: 'application/json, application/problem+json' };
  if (body === undefined) {
    return { method, headers };
  }
  headers['Content-Type'] = 'application/json';
  return { method, headers, body: JSON.stringify(body) };
}

/** @throws Problem with status 0 if there is no response */
export async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { ...init, signal: AbortSignal.timeout(15_000) });
  } catch {
    throw new Problem(0, { type: 'urn:shop:problem:unreachable' }, null);
  }
}

/** @throws Problem unless the response has a status 2xx */
export async function read<T>(response: Response): Promise<T> {
  const body: unknown = await response.json().catch(() => ({}));
  if (!response.ok) {
    const retryAfter = Number(response.headers.get('Retry-After'));
    throw new Problem(response.status, body as ProblemDocument, retryAfter > 0 ? retryAfter : null);
  }
  return body as T;
}
