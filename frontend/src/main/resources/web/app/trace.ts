import { html, nothing, type TemplateResult } from 'lit/html.js';
import { repeat } from 'lit/directives/repeat.js';
import { call, ignoreProblem } from './http';
import { duration, number, texts, time } from './language';
import { changed } from './rendering';
import { isSignedIn, link, mayObserve, onSession, signOutIfExpired } from './session';

const PERIOD = 500;
/** Jaeger decides on a trace some seconds after its first span. */
const LONGEST_WAIT = 30_000;
const LONGEST_GROWTH = 60_000;
/** Longer than the batches of the services wait. */
const QUIET = 5_000;
/** So many tries in a row without an answer of the tracing backend mean that it does not run. */
const MOST_FAILURES = 5;
const KNOWN_SERVICES = ['browser', 'frontend', 'order-service', 'user-service', 'inventory-service'];
const CONSUMERS = 2;
const COLOURS = 8;

interface SpanEvent {
  name: string;
  at: number;
  attributes: Record<string, string>;
}

interface Span {
  spanId: string;
  parentId: string | null;
  service: string;
  name: string;
  kind: 'server' | 'client' | 'internal' | 'producer' | 'consumer';
  start: number;
  duration: number;
  error: boolean;
  attributes: Record<string, string>;
  events: SpanEvent[];
  links: { traceId: string; spanId: string }[];
}

interface LogLine {
  at: string;
  service: string;
  level: string;
  logger: string;
  message: string;
  spanId: string | null;
}

interface Trace {
  state: 'complete-so-far' | 'waiting' | 'unavailable';
  spans: Span[];
  logs: LogLine[];
  logsAvailable: boolean;
}

interface Row {
  span: Span;
  level: number;
  position: number;
  siblings: number;
  hasChildren: boolean;
}

type Progress = 'growing' | 'complete' | 'waiting' | 'not-kept' | 'unavailable';

let traceId: string | undefined;
let expectsEvents = false;
let trace: Trace | undefined;
let progress: Progress = 'waiting';
let selected: string | undefined;
let wasSelected = false;
let focused: string | undefined;
const collapsed = new Set<string>();

export function startTrace(): void {
  onSession(() => {
    if (!isSignedIn()) {
      traceId = undefined;
    }
  });
}

/** Shows a trace, and reads it again until it has stopped to grow. */
export function follow(id: string, withEvents: boolean): void {
  traceId = id;
  expectsEvents = withEvents;
  trace = undefined;
  progress = 'waiting';
  selected = undefined;
  focused = undefined;
  collapsed.clear();
  changed();
  void readUntilComplete(id).catch(reportError);
}

/** The trace that is shown. */
export function followed(): string | undefined {
  return traceId;
}

/** Whether a span has ever been chosen. */
export function hasChosenSpan(): boolean {
  return wasSelected;
}

/** The class with the colour of a service, the same in all sections. */
export function colourOf(service: string): string {
  const known = KNOWN_SERVICES.indexOf(service);
  const hash = [...service].reduce((sum, character) => sum + character.charCodeAt(0), 0);
  return `colour-${known >= 0 ? known : KNOWN_SERVICES.length + (hash % (COLOURS - KNOWN_SERVICES.length))}`;
}

async function readUntilComplete(id: string): Promise<void> {
  const begin = Date.now();
  let lastGrowth = begin;
  let size = 0;
  let failures = 0;
  while (id === traceId && mayObserve()) {
    const next = await call<Trace>('GET', `/ui/traces/${id}`).catch(async error => {
      await signOutIfExpired(error);
      return ignoreProblem(error);
    });
    if (id !== traceId) {
      return;
    }
    const now = Date.now();
    const isAnswered = next !== undefined && next.state !== 'unavailable';
    failures = isAnswered ? 0 : failures + 1;
    if (next && (isAnswered || !trace)) {
      trace = next;
      if (next.spans.length + next.logs.length > size) {
        size = next.spans.length + next.logs.length;
        lastGrowth = now;
      }
    }
    if (isAnswered) {
      progress = progressOf(next, now - begin, now - lastGrowth);
    } else if (failures >= MOST_FAILURES) {
      progress = 'unavailable';
    }
    changed();
    if (progress !== 'waiting' && progress !== 'growing') {
      return;
    }
    await pause();
  }
}

function progressOf(next: Trace, age: number, quiet: number): Progress {
  if (next.state === 'waiting') {
    return age < LONGEST_WAIT ? 'waiting' : 'not-kept';
  }
  const consumers = new Set(next.spans.filter(({ kind }) => kind === 'consumer').map(({ service }) => service));
  const isWhole = !expectsEvents || consumers.size >= CONSUMERS;
  return age > LONGEST_GROWTH || (quiet > QUIET && isWhole) ? 'complete' : 'growing';
}

/** Waits for the next try, and for as long as the page is hidden. */
async function pause(): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, PERIOD));
  if (document.hidden) {
    await new Promise(resolve => document.addEventListener('visibilitychange', resolve, { once: true }));
  }
}

/** The visible rows of the tree, parents before their children, each generation by start. */
function rowsOf(spans: Span[]): Row[] {
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const children = new Map<string | null, Span[]>();
  for (const span of [...spans].sort((one, other) => one.start - other.start)) {
    const parent = span.parentId !== null && ids.has(span.parentId) ? span.parentId : null;
    children.set(parent, [...(children.get(parent) ?? []), span]);
  }
  const rows: Row[] = [];
  const visit = (parent: string | null, level: number): void => {
    const generation = children.get(parent) ?? [];
    generation.forEach((span, index) => {
      const hasChildren = children.has(span.spanId);
      rows.push({ span, level, position: index + 1, siblings: generation.length, hasChildren });
      if (hasChildren && !collapsed.has(span.spanId)) {
        visit(span.spanId, level + 1);
      }
    });
  };
  visit(null, 1);
  return rows;
}

export function traceView(): TemplateResult {
  const t = texts();
  return html`<section id="trace" class="panel" aria-labelledby="trace-title">
    <h2 id="trace-title">${t.trace}</h2>
    ${mayObserve() ? contentView() : html`<p class="muted">${t.traceNotAllowed}</p>`}
  </section>`;
}

function contentView(): TemplateResult {
  const t = texts();
  if (!traceId) {
    return html`<p class="muted">${t.noTrace}</p>`;
  }
  const jaeger = link('jaeger');
  return html`<div class="trace-head">
      <code data-trace=${traceId}>${traceId}</code>
      <span class="progress" data-progress=${progress}>${progressView()}</span>
      <span class="hidden" role="status">${stateView()}</span>
      ${
        progress === 'growing' || progress === 'waiting'
          ? nothing
          : html`<button type="button" class="quiet" @click=${() => follow(traceId!, expectsEvents)}>
              ${t.reload}
            </button>`
      }
      ${
        jaeger
          ? html`<a href="${jaeger}/trace/${traceId}" target="_blank" rel="noreferrer">${t.openInJaeger}</a>`
          : nothing
      }
    </div>
    ${trace?.spans.length ? waterfallView(trace) : nothing}`;
}

function progressView(): string {
  const spans = texts().spans(trace?.spans.length ?? 0);
  return progress === 'growing' || progress === 'complete' ? `${spans}, ${stateView()}` : stateView();
}

/** Without the number of spans, so that a screen reader reads it only when it changes. */
function stateView(): string {
  const t = texts();
  switch (progress) {
    case 'waiting':
      return t.waitingForSampling;
    case 'not-kept':
      return t.notKept;
    case 'unavailable':
      return t.traceUnavailable;
    case 'growing':
      return t.growing;
    case 'complete':
      return t.complete;
  }
}

function waterfallView({ spans, logs, logsAvailable }: Trace): TemplateResult {
  const t = texts();
  const rows = rowsOf(spans);
  const begin = Math.min(...spans.map(({ start }) => start));
  const end = Math.max(...spans.map(span => span.start + span.duration));
  const length = Math.max(1, end - begin);
  const services = [...new Set(rows.map(({ span }) => span.service))];
  const chosen = spans.find(({ spanId }) => spanId === selected);
  const entry = rows.some(({ span }) => span.spanId === focused) ? focused : rows[0]?.span.spanId;
  return html`<ul class="legend" aria-label=${t.services}>
      ${services.map(service => html`<li><i class="swatch ${colourOf(service)}"></i>${service}</li>`)}
    </ul>
    <div class="waterfall">
      <table role="treegrid" aria-label=${t.waterfall} @keydown=${onKey}>
        <thead>
          <tr>
            <th scope="col">${t.span}</th>
            <th scope="col" class="scale">
              <span class="hidden">${t.timeline}</span>
              <div aria-hidden="true">
                ${[0, 0.25, 0.5, 0.75, 1].map(share => html`<span>${duration((share * length) / 1e6)}</span>`)}
              </div>
            </th>
          </tr>
        </thead>
        <tbody>
          ${repeat(
            rows,
            ({ span }) => span.spanId,
            row => rowView(row, begin, length, entry === row.span.spanId),
          )}
        </tbody>
      </table>
    </div>
    <div class="details">
      ${chosen ? detailsView(chosen, begin, logs) : html`<p class="muted">${t.chooseSpan}</p>`}
    </div>
    <h3>${t.logLines}</h3>
    ${logsAvailable ? logsView(logs) : html`<p class="absent">${t.logsUnavailable}</p>`}`;
}

function rowView(
  { span, level, position, siblings, hasChildren }: Row,
  begin: number,
  length: number,
  isEntry: boolean,
) {
  const t = texts();
  const left = (span.start - begin) / length;
  const width = span.duration / length;
  const isOpen = !collapsed.has(span.spanId);
  const isChosen = span.spanId === selected;
  const label = t.rowLabel(span.name, span.service, duration(span.duration / 1e6));
  return html`<tr
    role="row"
    tabindex=${isEntry ? 0 : -1}
    aria-level=${level}
    aria-posinset=${position}
    aria-setsize=${siblings}
    aria-expanded=${hasChildren ? String(isOpen) : nothing}
    aria-selected=${String(isChosen)}
    aria-label=${span.error ? `${label}, ${t.error}` : label}
    class=${span.error ? 'failed' : ''}
    data-span=${span.spanId}
    data-service=${span.service}
    data-kind=${span.kind}
    @focus=${() => (focused = span.spanId)}
    @click=${() => choose(span.spanId)}
  >
    <td class="span" .style=${`--level:${level}`}>
      ${
        hasChildren
          ? html`<span
              class="toggle"
              aria-hidden="true"
              title=${isOpen ? t.collapse : t.expand}
              @click=${(event: Event) => {
                event.stopPropagation();
                toggle(span.spanId);
              }}
              >${isOpen ? '▾' : '▸'}</span
            >`
          : html`<span class="toggle" aria-hidden="true"></span>`
      }
      <i class="swatch ${colourOf(span.service)}"></i>
      <span class="span-name">${span.name}</span>
      ${span.error ? html`<span class="error-mark">${t.error}</span>` : nothing}
      <span class="span-service">${span.service}</span>
    </td>
    <td class="track">
      <span
        class="bar ${colourOf(span.service)}"
        .style=${`--left:${percentage(left)};--width:${percentage(width)}`}
      ></span>
      <span
        class="length ${placeOf(left, left + width)}"
        .style=${`--left:${percentage(left)};--end:${percentage(left + width)}`}
        >${duration(span.duration / 1e6)}</span
      >
    </td>
  </tr>`;
}

/** Where the duration of a span has room: after its bar, before it, or inside. */
function placeOf(left: number, right: number): string {
  if (right < 0.75) {
    return '';
  }
  return left > 0.2 ? 'before' : 'inside';
}

function percentage(ratio: number): string {
  return `${(100 * ratio).toFixed(3)}%`;
}

function choose(spanId: string): void {
  selected = selected === spanId ? undefined : spanId;
  focused = spanId;
  wasSelected = true;
  changed();
}

function toggle(spanId: string): void {
  if (!collapsed.delete(spanId)) {
    collapsed.add(spanId);
  }
  changed();
}

/** The keys of the ARIA pattern "treegrid" with focus on rows. */
function onKey(event: KeyboardEvent): void {
  const row = (event.target as Element).closest<HTMLElement>('tr[data-span]');
  if (!row || event.altKey || event.ctrlKey || event.metaKey) {
    return;
  }
  const rows = [...row.parentElement!.querySelectorAll<HTMLElement>('tr[data-span]')];
  const index = rows.indexOf(row);
  const level = Number(row.ariaLevel);
  const isOpen = row.ariaExpanded === 'true';
  let target: HTMLElement | undefined;
  switch (event.key) {
    case 'ArrowDown':
      target = rows[index + 1];
      break;
    case 'ArrowUp':
      target = rows[index - 1];
      break;
    case 'Home':
      target = rows[0];
      break;
    case 'End':
      target = rows.at(-1);
      break;
    case 'ArrowRight':
      if (row.ariaExpanded === 'false') {
        toggle(row.dataset.span!);
      } else if (isOpen) {
        target = rows[index + 1];
      }
      break;
    case 'ArrowLeft':
      if (isOpen) {
        toggle(row.dataset.span!);
      } else {
        target = rows.slice(0, index).findLast(other => Number(other.ariaLevel) < level);
      }
      break;
    case 'Enter':
    case ' ':
      choose(row.dataset.span!);
      break;
    default:
      return;
  }
  event.preventDefault();
  if (target) {
    focused = target.dataset.span;
    target.focus();
    changed();
  }
}

function detailsView(span: Span, begin: number, logs: LogLine[]): TemplateResult {
  const t = texts();
  const attributes = Object.entries(span.attributes).sort(([one], [other]) => one.localeCompare(other));
  const lines = logs.filter(({ spanId }) => spanId === span.spanId);
  return html`<section class="span-details" aria-labelledby="span-title" data-details=${span.spanId}>
    <h3 id="span-title">
      <span class="hidden">${t.spanDetails}: </span><i class="swatch ${colourOf(span.service)}"></i>${span.name}
    </h3>
    <p class="muted">
      ${span.service}, ${t.kinds[span.kind]}, ${duration(span.duration / 1e6)},
      ${t.startsAfter(duration((span.start - begin) / 1e6))}
      ${span.error ? html`<span class="error-mark">${t.error}</span>` : nothing}
    </p>
    ${attributes.length ? attributesView(t.attributes, attributes) : html`<p class="muted">${t.noAttributes}</p>`}
    ${
      span.events.length
        ? html`<h4>${t.events}</h4>
            ${span.events.map(
              event =>
                html`<p><b>${event.name}</b> <small>+${duration((event.at - span.start) / 1e6)}</small></p>
                  ${attributesView(event.name, Object.entries(event.attributes))}`,
            )}`
        : nothing
    }
    ${
      span.links.length
        ? html`<h4>${t.links}</h4>
            <ul>
              ${span.links.map(linked => html`<li><code>${linked.traceId} ${linked.spanId}</code></li>`)}
            </ul>`
        : nothing
    }
    ${
      lines.length
        ? html`<h4>${t.logLines}</h4>
            ${logsView(lines)}`
        : nothing
    }
  </section>`;
}

function attributesView(label: string, attributes: [string, string][]): TemplateResult {
  return html`<dl class="attributes" aria-label=${label}>
    ${attributes.map(
      ([key, value]) =>
        html`<div>
          <dt>${key}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

function logsView(logs: LogLine[]): TemplateResult {
  const t = texts();
  if (!logs.length) {
    return html`<p class="muted">${t.noLogLines}</p>`;
  }
  return html`<ol class="logs" aria-label="${t.logLines} (${number(logs.length)})" tabindex="0">
    ${logs.map(
      ({ at, level, service, message }) =>
        html`<li data-level=${level}>
          <time datetime=${at}>${time(at)}</time> <b>${level}</b> <i class="swatch ${colourOf(service)}"></i
          ><span class="muted">${service}</span> ${message}
        </li>`,
    )}
  </ol>`;
}
