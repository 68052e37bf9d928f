import { html, type TemplateResult } from 'lit/html.js';
import { reportErrors } from './errors';
import { faultsView, startFaults } from './faults';
import { healthView, startHealth } from './health';
import { hintView } from './hint';
import { applyLanguage, nameOf, otherLanguage, switchLanguage, texts } from './language';
import { Problem } from './http';
import { changed, renderPage } from './rendering';
import { loadSession, sessionBar, settingsOf, signInDialog } from './session';
import { shopView, startShop } from './shop';
import { measureWebVitals } from './telemetry';
import { startTrace, traceView } from './trace';

const RETRY = 3_000;

let isReachable = true;

export function start(): void {
  reportErrors();
  measureWebVitals();
  applyLanguage();
  renderPage(pageView);
  void startSections();
}

async function startSections(): Promise<void> {
  try {
    await loadSession();
  } catch (error) {
    if (!(error instanceof Problem)) {
      throw error;
    }
    isReachable = false;
    changed();
    setTimeout(() => void startSections(), RETRY);
    return;
  }
  startShop();
  startTrace();
  startFaults();
  startHealth();
}

function pageView(): TemplateResult {
  const t = texts();
  return html`<a class="skip" href="#shop">${t.skip}</a>
    <header>
      <h1><img src="/static/icon.svg" alt="" width="24" height="24" />${t.title}</h1>
      <nav aria-label=${t.sections}>
        <a href="#shop">${t.shop}</a>
        <a href="#trace">${t.trace}</a>
        <a href="#break">${t.breakIt}</a>
        <a href="#health">${t.health}</a>
      </nav>
      ${sessionBar()}
      <button type="button" class="quiet" lang=${otherLanguage()} @click=${switchLanguage}>
        ${nameOf(otherLanguage())}
      </button>
    </header>
    ${hintView()}
    <main>
      ${settingsOf() ? '' : html`<p class="muted">${isReachable ? t.loading : t.notReachable}</p>`} ${shopView()} ${traceView()} ${faultsView()}
      ${healthView()}
    </main>
    ${signInDialog()}`;
}
