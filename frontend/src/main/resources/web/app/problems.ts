import { html, nothing, type TemplateResult } from 'lit/html.js';
import { Problem } from './http';
import { isEnglish, texts } from './language';

/** A problem in one sentence or two, in the language of the page where it has words for it. */
export function describe(error: unknown): string {
  const { title, detail } = words(error);
  return detail ? `${title} ${detail}` : title;
}

/** A problem as a block: its title, what it says, the missing stock, and the trace. */
export function problemView(error: unknown, nameOf: (productId: string) => string): TemplateResult {
  const t = texts();
  const { title, detail } = words(error);
  const problem = error instanceof Problem ? error : null;
  return html`<div class="problem" data-problem=${problem?.slug ?? ''}>
    <strong>${title}</strong>
    ${detail ? html`<p>${detail}</p>` : nothing}
    ${
      problem?.document.shortages?.length
        ? html`<ul>
            ${problem.document.shortages.map(
              shortage =>
                html`<li>${t.shortage(nameOf(shortage.productId), shortage.requested, shortage.available)}</li>`,
            )}
          </ul>`
        : nothing
    }
    ${
      problem?.document.violations?.length
        ? html`<ul>
            ${problem.document.violations.map(({ field, message }) => html`<li><code>${field}</code> ${message}</li>`)}
          </ul>`
        : nothing
    }
    ${problem?.retryAfter ? html`<p>${t.retryAfter(problem.retryAfter)}</p>` : nothing}
  </div>`;
}

/** @throws the error itself unless it is a problem */
function words(error: unknown): { title: string; detail: string | undefined } {
  if (!(error instanceof Problem)) {
    throw error;
  }
  const known = (texts().problems as Record<string, string>)[error.slug];
  // Services write English.
  if (isEnglish() && error.document.title) {
    return { title: `${error.document.title}.`, detail: error.document.detail };
  }
  return { title: known ?? texts().unknownProblem(error.status), detail: known ? undefined : error.document.detail };
}
