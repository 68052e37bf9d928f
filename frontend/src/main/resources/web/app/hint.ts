import { html, nothing, type TemplateResult } from 'lit/html.js';
import { hasFault } from './faults';
import { hasErrors } from './health';
import { texts } from './language';
import { changed } from './rendering';
import { account, hasDemoAccount, mayObserve, settingsOf } from './session';
import { followed, hasChosenSpan } from './trace';

const DISMISSED = 'hints';

interface Hint {
  step: number;
  text: string;
  section?: { label: string; id: string };
}

let isDismissed = localStorage.getItem(DISMISSED) === 'off';
let hasBroken = false;

/** The next step from an order to its trace, a fault and its signals. */
export function hintView(): TemplateResult | typeof nothing {
  const settings = settingsOf();
  const hint = settings && !isDismissed ? nextHint() : undefined;
  if (!hint) {
    return nothing;
  }
  const t = texts();
  const { step, text, section } = hint;
  const steps = settings?.faults ? 6 : mayObserve() ? 3 : 2;
  return html`<aside class="hint" aria-label=${t.hintStep(step, steps)} data-step=${step}>
    <span class="step" aria-hidden="true">${step}/${steps}</span>
    <span role="status">${text}</span>
    ${section ? html`<a href="#${section.id}">${t.goTo(section.label)}</a>` : nothing}
    <button type="button" class="quiet dismiss" @click=${dismiss}>${t.hintDismiss}</button>
  </aside>`;
}

function nextHint(): Hint | undefined {
  const t = texts();
  if (!account('customer')) {
    return { step: 1, text: hasDemoAccount('customer') ? t.hintSignIn : t.hintSignInWithAccount };
  }
  if (!followed()) {
    return { step: 2, text: t.hintOrder };
  }
  if (!mayObserve()) {
    return undefined;
  }
  if (!hasChosenSpan()) {
    return { step: 3, text: t.hintTrace, section: { label: t.trace, id: 'trace' } };
  }
  if (!settingsOf()?.faults) {
    return undefined;
  }
  const breakIt = { label: t.breakIt, id: 'break' };
  if (!account('operator')) {
    return { step: 4, text: t.hintOperator, section: breakIt };
  }
  hasBroken ||= hasFault();
  if (!hasBroken) {
    return { step: 5, text: t.hintFault, section: breakIt };
  }
  return hasErrors()
    ? { step: 6, text: t.hintEnd, section: { label: t.health, id: 'health' } }
    : { step: 6, text: t.hintWatch, section: breakIt };
}

function dismiss(): void {
  isDismissed = true;
  localStorage.setItem(DISMISSED, 'off');
  changed();
}
