import { html, nothing, svg, type TemplateResult } from 'lit/html.js';
import { call } from './http';
import { duration, number, percent, texts, time } from './language';
import { poll } from './polling';
import { changed } from './rendering';
import { link, mayObserve } from './session';
import { colourOf, follow } from './trace';

const PERIOD = 3_000;
/** Seconds that a plot shows at least, so that its first samples do not fill it. */
const SHORTEST = 180;
/** What is shown of a budget that is overspent by more: the column is that wide. */
const LOWEST_BUDGET = -9.99;
const WIDTH = 120;
const HEIGHT = 36;

type Series = [number, number][];

interface ServiceHealth {
  service: string;
  requestRate: Series;
  errorRatio: Series;
  p95: Series;
}

interface Health {
  at: string;
  source: 'prometheus' | 'services';
  parts: { id: string; available: boolean }[];
  services: ServiceHealth[];
  objectives?: { service?: string; name: string; objective: number; budgetLeft: number }[];
  alerts?: {
    name: string;
    severity: string;
    summary: string;
    since: string;
    runbook: string | null;
    service: string | null;
  }[];
  mail?: { subject: string; at: string; link: string | null } | null;
  error?: { message: string; service: string; at: string; traceId: string | null; link: string | null } | null;
}

/** The order in which an order meets the services, then that in which its signals are read. */
const ORDER = [
  'order-service',
  'user-service',
  'inventory-service',
  'prometheus',
  'alertmanager',
  'mailpit',
  'jaeger',
  'loki',
  'bugsink',
  'grafana',
];

let health: Health | undefined;

export function startHealth(): void {
  poll(PERIOD, async () => {
    if (mayObserve()) {
      health = await call<Health>('GET', '/ui/health');
      health.services.sort((one, other) => ORDER.indexOf(one.service) - ORDER.indexOf(other.service));
      health.parts.sort((one, other) => ORDER.indexOf(one.id) - ORDER.indexOf(other.id));
      changed();
    }
  });
}

/** Whether a service has failed requests right now. */
export function hasErrors(): boolean {
  return health?.services.some(({ errorRatio }) => (newest(errorRatio) ?? 0) > 0) === true;
}

export function healthView(): TemplateResult {
  const t = texts();
  return html`<section id="health" class="panel" aria-labelledby="health-title">
    <h2 id="health-title">${t.health}</h2>
    ${
      mayObserve()
        ? health
          ? contentView(health)
          : html`<p class="muted">${t.loading}</p>`
        : html`<p class="muted">${t.healthNotAllowed}</p>`
    }
  </section>`;
}

function contentView(health: Health): TemplateResult {
  const t = texts();
  const fromPrometheus = health.source === 'prometheus';
  return html`<p class="muted" data-source=${health.source}>${fromPrometheus ? t.fromPrometheus : t.fromServices}</p>
    <div class="services">${health.services.map(serviceView)}</div>
    <div class="findings">
      ${
        fromPrometheus
          ? html`<div>
                <h3>${t.objectives} ${linkTo('grafana', 'Grafana')}</h3>
                ${objectivesView(health)}
              </div>
              <div id="alerts" aria-live="polite">
                <h3>${t.alerts} ${linkTo('alertmanager', 'Alertmanager')} ${linkTo('prometheus', 'Prometheus')}</h3>
                ${alertsView(health)}
              </div>`
          : html`<p class="absent">${t.noObjectives}</p>`
      }
      <div id="newest-mail">
        <h3>${t.newestMail} ${linkTo('mailpit', 'Mailpit')}</h3>
        ${
          health.mail
            ? html`<p>
                ${linked(health.mail.subject, health.mail.link)}
                <small>${time(health.mail.at)}</small>
              </p>`
            : html`<p class="muted">${absence(health, 'mailpit', t.noMail)}</p>`
        }
      </div>
      <div id="newest-error">
        <h3>${t.newestError} ${linkTo('bugsink', 'Bugsink')}</h3>
        ${
          health.error
            ? html`<p>
                ${linked(health.error.message, health.error.link)}
                <small>${health.error.service}, ${time(health.error.at)}</small>
                ${traceOf(health.error.traceId)}
              </p>`
            : html`<p class="muted">${absence(health, 'loki', t.noError)}</p>`
        }
      </div>
    </div>
    <h3 id="parts-title">${t.parts}</h3>
    <ul class="parts" aria-labelledby="parts-title">
      ${health.parts.map(
        ({ id, available }) =>
          html`<li data-part=${id} data-available=${String(available)}>
            <span class=${available ? 'lamp on' : 'lamp'} aria-hidden="true">${available ? '●' : '○'}</span>
            ${
              available && link(id)
                ? html`<a href=${link(id)!} target="_blank" rel="noreferrer">${id}</a>`
                : html`<span>${id}</span>`
            }
            <small class=${available ? 'hidden' : ''}>${available ? t.running : t.notRunning}</small>
          </li>`,
      )}
    </ul>`;
}

function linked(text: string, url: string | null): TemplateResult {
  return url ? html`<a href=${url} target="_blank" rel="noreferrer">${text}</a>` : html`<span>${text}</span>`;
}

/** Shows the trace of an error on this page. */
function traceOf(id: string | null): TemplateResult | typeof nothing {
  return id ? html`<a href="#trace" @click=${() => follow(id, false)}>${texts().showTrace}</a>` : nothing;
}

/** A link to a program that the browser can open. */
function linkTo(program: string, name: string): TemplateResult | typeof nothing {
  const url = link(program);
  return url && health?.parts.some(({ id, available }) => id === program && available)
    ? html`<a class="out" href=${url} target="_blank" rel="noreferrer">${name}</a>`
    : nothing;
}

function absence(health: Health, part: string, nothingYet: string): string {
  const isAbsent = health.parts.some(({ id, available }) => id === part && !available);
  return isAbsent ? `${part}: ${texts().notRunning}` : nothingYet;
}

function serviceView({ service, requestRate, errorRatio, p95 }: ServiceHealth): TemplateResult {
  const t = texts();
  return html`<article data-service=${service} aria-label=${service}>
    <h3><i class="swatch ${colourOf(service)}"></i>${service}</h3>
    <dl>
      ${plotView(service, t.requestRate, requestRate, 1, value => t.perSecond(number(value, 1)))}
      ${plotView(service, t.errorRatio, errorRatio, 0.05, value => percent(value))}
      ${plotView(service, t.p95, p95, 0.1, duration)}
    </dl>
  </article>`;
}

/** @param least value at the top of the plot, so that noise does not look like a peak */
function plotView(
  service: string,
  what: string,
  series: Series,
  least: number,
  format: (value: number) => string,
): TemplateResult {
  const t = texts();
  const points = series.filter(([, value]) => Number.isFinite(value));
  const now = newest(points);
  const top = Math.max(least, ...points.map(([, value]) => value));
  const most = points.length ? Math.max(...points.map(([, value]) => value)) : undefined;
  const text = now === undefined ? t.noValue : format(now);
  const kind = what === t.errorRatio && (now ?? 0) > 0 ? 'value bad' : 'value';
  return html`<div>
    <dt>${what}</dt>
    <dd>
      <span class=${kind}>${now === undefined ? '–' : text}</span>
      <svg
        viewBox="0 0 ${WIDTH} ${HEIGHT}"
        preserveAspectRatio="none"
        role="img"
        aria-label=${t.plot(what, service, text, most === undefined ? t.noValue : format(most))}
        class=${colourOf(service)}
      >
        ${curve(points, top)}
      </svg>
    </dd>
  </div>`;
}

function curve(points: Series, top: number) {
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) {
    return nothing;
  }
  const span = Math.max(SHORTEST, last[0] - first[0]);
  const line = points
    .map(([at, value]) => {
      const x = WIDTH * (1 - (last[0] - at) / span);
      const y = HEIGHT - 2 - (HEIGHT - 4) * (value / top);
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    })
    .join(' ');
  const begin = WIDTH * (1 - (last[0] - first[0]) / span);
  return svg`<polygon points="${begin.toFixed(1)},${HEIGHT} ${line} ${WIDTH},${HEIGHT}"></polygon>
    <polyline points=${line} vector-effect="non-scaling-stroke"></polyline>`;
}

function newest(series: Series): number | undefined {
  return series.findLast(([, value]) => Number.isFinite(value))?.[1];
}

function objectivesView({ objectives }: Health): TemplateResult {
  const t = texts();
  if (!objectives?.length) {
    return html`<p class="muted">${t.noObjectivesYet}</p>`;
  }
  return html`<ul class="objectives">
    ${objectives.map(({ service, name, objective, budgetLeft }) => {
      const known = (t.objectiveNames as Partial<Record<string, string>>)[name] ?? name;
      const label = [service, known, percent(objective, 2)].filter(Boolean).join(' ');
      return html`<li>
        <span>${label}</span>
        <meter
          min="0"
          max="1"
          low="0.25"
          optimum="1"
          .value=${Math.max(0, budgetLeft)}
          aria-label=${t.budgetLeft(label)}
        ></meter>
        <small>${percent(Math.max(LOWEST_BUDGET, budgetLeft), 0)}</small>
      </li>`;
    })}
  </ul>`;
}

function alertsView({ alerts }: Health): TemplateResult {
  const t = texts();
  if (!alerts?.length) {
    return html`<p class="muted">${t.noAlerts}</p>`;
  }
  return html`<ul class="alerts">
    ${alerts.map(
      ({ name, severity, summary, since, runbook }) =>
        html`<li data-alert=${name} data-severity=${severity}>
          <b>${name}</b> <span class="severity">${severity}</span> ${summary} <small>${t.since(time(since))}</small>
          ${runbook ? html`<a href=${runbook} target="_blank" rel="noreferrer">${t.runbook}</a>` : nothing}
        </li>`,
    )}
  </ul>`;
}
