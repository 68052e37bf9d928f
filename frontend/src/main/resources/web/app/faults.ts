import { html, nothing, type TemplateResult } from 'lit/html.js';
import { call, ignoreProblem } from './http';
import { number, percent, texts } from './language';
import { poll } from './polling';
import { describe } from './problems';
import { changed } from './rendering';
import {
  account,
  askToSignIn,
  hasDemoAccount,
  onSession,
  settingsOf,
  signInAsDemo,
  signOutIfExpired,
} from './session';
import { placeTenOrders } from './shop';
import { colourOf } from './trace';

const PERIOD = 2_000;
const SERVICES = ['order-service', 'user-service', 'inventory-service'];
const RATES = ['0.1', '0.3', '0.5', '1'];
const DELAYS = ['300ms', '800ms', '2s', '5s'];
const MINUTES = [1, 2, 5, 15];

interface Fault {
  service: string;
  fault: string;
  active: boolean;
  until?: string;
  rate?: number;
  delay?: string;
  neighbour?: string;
}

type Parameter = 'rate' | 'delay' | 'neighbour';

/** Those of docs/faults.md; a fault that is not listed has none but its time. */
const PARAMETERS: Partial<Record<string, Parameter[]>> = {
  errors: ['rate'],
  'event-handler': ['rate'],
  latency: ['rate', 'delay'],
  'slow-database': ['delay'],
  'neighbour-cut': ['neighbour'],
};

let faults: Fault[] | undefined;
let minutes = 5;
let failure: string | undefined;
const chosen = new Map<string, string>();

export function startFaults(): void {
  poll(PERIOD, load);
  // Counts down between the responses.
  setInterval(() => {
    if (hasFault()) {
      changed();
    }
  }, 1_000);
  onSession(() => {
    faults = undefined;
    void load().catch(ignoreProblem);
  });
}

/** Whether a fault is on, as far as the operator's page knows. */
export function hasFault(): boolean {
  return faults?.some(isOn) === true;
}

async function load(): Promise<void> {
  if (!settingsOf()?.faults || !account('operator')) {
    return;
  }
  try {
    faults = await call<Fault[]>('GET', '/ui/faults');
  } catch (error) {
    await signOutIfExpired(error);
    throw error;
  }
  changed();
}

function isOn({ active, until }: Fault): boolean {
  return active && (until === undefined || Date.parse(until) > Date.now());
}

async function flip(fault: Fault): Promise<void> {
  await (isOn(fault) ? change('DELETE', fault) : switchOn(fault));
}

function switchOn(fault: Fault): Promise<void> {
  const query = new URLSearchParams({ ttl: `${minutes}m` });
  for (const parameter of parametersOf(fault)) {
    query.set(parameter, choice(fault, parameter));
  }
  return change('PUT', fault, `?${query}`);
}

async function change(method: string, { service, fault }: Fault, query = ''): Promise<void> {
  try {
    await call(method, `/ui/faults/${service}/${fault}${query}`);
    failure = undefined;
    await load();
  } catch (error) {
    ignoreProblem(error);
    failure = describe(error);
  }
  changed();
}

function parametersOf({ fault }: Fault): Parameter[] {
  return PARAMETERS[fault] ?? [];
}

/** The values to choose from, and the current one if it was set elsewhere. */
function options(fault: Fault, parameter: Parameter): string[] {
  const known = {
    rate: RATES,
    delay: DELAYS,
    neighbour: SERVICES.filter(service => service !== fault.service).reverse(),
  }[parameter];
  const current = String(fault[parameter] ?? known[0]);
  return known.includes(current) ? known : [...known, current];
}

function choice(fault: Fault, parameter: Parameter): string {
  const fallback = { rate: fault.fault === 'errors' ? '0.5' : '1', delay: '800ms' };
  return (
    fault[parameter]?.toString() ??
    chosen.get(`${fault.service} ${fault.fault} ${parameter}`) ??
    (parameter === 'neighbour' ? options(fault, parameter)[0]! : fallback[parameter])
  );
}

function choose(fault: Fault, parameter: Parameter, event: Event): void {
  const value = (event.target as HTMLSelectElement).value;
  chosen.set(`${fault.service} ${fault.fault} ${parameter}`, value);
  if (isOn(fault)) {
    void switchOn({ ...fault, [parameter]: value });
  }
}

export function faultsView(): TemplateResult {
  const t = texts();
  return html`<section id="break" class="panel" aria-labelledby="break-title">
    <h2 id="break-title">${t.breakIt}</h2>
    ${contentView()}
  </section>`;
}

function contentView(): TemplateResult {
  const t = texts();
  if (!settingsOf()?.faults) {
    return html`<p class="muted">${settingsOf() ? t.drillsOff : t.loading}</p>`;
  }
  if (!account('operator')) {
    return html`<p class="muted">${t.operatorsOnly}</p>
      ${
        hasDemoAccount('operator')
          ? html`<button type="button" class="primary" @click=${() => void signInAsDemo('operator')}>
              ${t.signInAsOperator}
            </button>`
          : html`<button type="button" @click=${() => askToSignIn()}>${t.signIn}</button>`
      }`;
  }
  return html`<p class="muted">${t.breakIntroduction}</p>
    ${failure ? html`<p role="alert" class="failure">${failure}</p>` : nothing}
    <div class="break-bar">
      <label
        >${t.lastsFor}
        <select @change=${(event: Event) => (minutes = Number((event.target as HTMLSelectElement).value))}>
          ${MINUTES.map(
            value => html`<option value=${value} ?selected=${value === minutes}>${t.minutes(value)}</option>`,
          )}
        </select></label
      >
      <button type="button" @click=${placeTenOrders}>${t.placeTenOrders}</button>
    </div>
    ${faults ? SERVICES.map(serviceView) : html`<p class="muted">${t.loading}</p>`}`;
}

function serviceView(service: string): TemplateResult {
  const t = texts();
  const order = Object.keys(t.faults);
  const own = faults!
    .filter(fault => fault.service === service)
    .sort((one, other) => order.indexOf(one.fault) - order.indexOf(other.fault));
  return html`<details ?open=${service === SERVICES[0] || own.some(isOn)}>
    <summary><i class="swatch ${colourOf(service)}"></i>${service}</summary>
    ${
      own.length
        ? html`<ul class="faults">
            ${own.map(faultView)}
          </ul>`
        : html`<p class="absent">${t.serviceAbsent}</p>`
    }
  </details>`;
}

function faultView(fault: Fault): TemplateResult {
  const t = texts();
  const known = (t.faults as Partial<Record<string, { name: string; description: string }>>)[fault.fault];
  const name = known?.name ?? fault.fault;
  const isActive = isOn(fault);
  return html`<li data-service=${fault.service} data-fault=${fault.fault}>
    <button
      type="button"
      role="switch"
      aria-checked=${String(isActive)}
      aria-label=${t.faultOf(name, fault.service)}
      @click=${() => void flip(fault)}
    >
      <i></i>
    </button>
    <div><b>${name}</b> <span class="muted">${known?.description}</span></div>
    <div class="parameters">
      ${parametersOf(fault).map(parameter => parameterView(fault, name, parameter))}
      <span class="time-left" data-until=${fault.until ?? ''}
        >${isActive && fault.until ? t.timeLeft(timeLeft(fault.until)) : t.faultOff}</span
      >
    </div>
  </li>`;
}

function parameterView(fault: Fault, name: string, parameter: Parameter): TemplateResult {
  const t = texts();
  const label = { rate: t.shareOf, delay: t.delayOf, neighbour: t.neighbourOf }[parameter](name, fault.service);
  const current = choice(fault, parameter);
  return html`<select aria-label=${label} @change=${(event: Event) => choose(fault, parameter, event)}>
    ${options(fault, parameter).map(
      value =>
        html`<option value=${value} ?selected=${value === current}>
          ${parameter === 'rate' ? percent(Number(value)) : value}
        </option>`,
    )}
  </select>`;
}

function timeLeft(until: string): string {
  const seconds = Math.max(0, Math.round((Date.parse(until) - Date.now()) / 1_000));
  return `${number(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, '0')}`;
}
