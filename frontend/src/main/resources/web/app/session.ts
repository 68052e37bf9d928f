import { html, nothing, type TemplateResult } from 'lit/html.js';
import { call, ignoreProblem, Problem } from './http';
import { texts } from './language';
import { poll } from './polling';
import { describe } from './problems';
import { changed } from './rendering';

export type Role = 'customer' | 'operator';

/** The signed-in account of a role; its token is in a cookie that scripts cannot read. */
export interface Account {
  userId: string;
  name: string;
  role: Role;
  expiresAt: string;
  /** Whether it is an account of the demo, which needs no password. */
  demo: boolean;
}

/** What this installation offers. */
export interface Settings {
  demoAccounts: Role[];
  faults: boolean;
  currency: string;
  links: Partial<Record<string, string>>;
}

/** A token is replaced this long before it expires, if its account is one of the demo's. */
const RENEWAL = 60_000;
const RETRY = 3_000;

const accounts: Record<Role, Account | null> = { customer: null, operator: null };
const listeners: (() => void)[] = [];

let settings: Settings | undefined;
let afterSignIn: (() => void) | undefined;
let failure: string | undefined;
let isNewAccount = false;

export async function loadSession(): Promise<void> {
  settings = await call<Settings>('GET', '/ui/settings');
  await restore();
  poll(RENEWAL / 2, renew);
}

/** Reads who is signed in; again later if user-service does not answer. */
async function restore(): Promise<void> {
  try {
    const session = await call<Record<Role, Account | null>>('GET', '/ui/session');
    use(session.customer);
    use(session.operator);
    announce();
  } catch (error) {
    ignoreProblem(error);
    setTimeout(() => void restore(), RETRY);
  }
}

export function settingsOf(): Settings | undefined {
  return settings;
}

/** The URL of a program of the observability stack, if the browser can open it. */
export function link(program: string): string | undefined {
  return settings?.links[program];
}

/** The account of a role, or null if nobody is signed in or the token has expired. */
export function account(role: Role): Account | null {
  const signedIn = accounts[role];
  return signedIn && Date.parse(signedIn.expiresAt) > Date.now() ? signedIn : null;
}

export function isSignedIn(): boolean {
  return account('customer') !== null || account('operator') !== null;
}

/** Whether traces and health may be read: by everyone in a demo, otherwise by operators. */
export function mayObserve(): boolean {
  return settings?.faults === true || account('operator') !== null;
}

export function hasDemoAccount(role: Role): boolean {
  return settings?.demoAccounts.includes(role) === true;
}

/** Runs after each sign-in and sign-out. */
export function onSession(listener: () => void): void {
  listeners.push(listener);
}

export async function signInAsDemo(role: Role): Promise<void> {
  await signIn({ demo: role });
}

async function renew(): Promise<void> {
  for (const signedIn of Object.values(accounts)) {
    if (signedIn?.demo && Date.parse(signedIn.expiresAt) < Date.now() + RENEWAL) {
      use(await call<Account>('POST', '/ui/session', { demo: signedIn.role }));
    }
  }
}

/** Asks for an account of the role; then continues. */
export function askToSignIn(then?: () => void): void {
  afterSignIn = then;
  failure = undefined;
  isNewAccount = false;
  changed();
  dialog().showModal();
}

export async function signOut(): Promise<void> {
  await call('DELETE', '/ui/session').catch(ignoreProblem);
  accounts.customer = null;
  accounts.operator = null;
  announce();
}

/** Signs out if a token is no longer accepted, as after a restart of the demo. */
export async function signOutIfExpired(error: unknown): Promise<void> {
  if (error instanceof Problem && error.status === 401) {
    await signOut();
  }
}

async function signIn(credentials: { demo: Role } | { username: string; password: string }): Promise<void> {
  try {
    use(await call<Account>('POST', '/ui/session', credentials));
  } catch (error) {
    failure = describe(error);
    changed();
    if (!dialog().open) {
      dialog().showModal();
    }
    return;
  }
  failure = undefined;
  const then = afterSignIn;
  dialog().close();
  announce();
  if (account('customer')) {
    then?.();
  }
}

async function submit(event: SubmitEvent): Promise<void> {
  event.preventDefault();
  const form = event.target as HTMLFormElement;
  const fields = Object.fromEntries(new FormData(form)) as { name: string; email: string; password: string };
  const { name, email, password } = fields;
  if (isNewAccount) {
    try {
      await call('POST', '/users', { email, name, password });
    } catch (error) {
      failure = describe(error);
      changed();
      return;
    }
  }
  await signIn({ username: email, password });
  if (!failure) {
    form.reset();
  }
}

function use(signedIn: Account | null): void {
  if (signedIn) {
    accounts[signedIn.role] = signedIn;
  }
}

function announce(): void {
  listeners.forEach(listener => listener());
  changed();
}

function dialog(): HTMLDialogElement {
  return document.getElementById('sign-in') as HTMLDialogElement;
}

/** Who is signed in, and the buttons that change it. */
export function sessionBar(): TemplateResult {
  const t = texts();
  const customer = account('customer');
  const operator = account('operator');
  return html`<div class="session">
    ${customer ? html`<span class="chip" data-role="customer">${t.customer} <b>${customer.name}</b></span>` : nothing}
    ${operator ? html`<span class="chip" data-role="operator">${t.operator} <b>${operator.name}</b></span>` : nothing}
    ${
      !customer && hasDemoAccount('customer')
        ? html`<button type="button" class="primary" @click=${() => void signInAsDemo('customer')}>
            ${t.signInAsDemoCustomer}
          </button>`
        : nothing
    }
    ${customer && operator ? nothing : html`<button type="button" @click=${() => askToSignIn()}>${t.signIn}</button>`}
    ${
      isSignedIn()
        ? html`<button type="button" @click=${() => void signOut()}>${t.signOut}</button>`
        : nothing
    }
  </div>`;
}

/** The dialog with the form to sign in, or to create an account. */
export function signInDialog(): TemplateResult {
  const t = texts();
  return html`<dialog id="sign-in" aria-labelledby="sign-in-title" @close=${forget}>
    <h2 id="sign-in-title">${isNewAccount ? t.createAccount : t.signIn}</h2>
    ${afterSignIn ? html`<p>${t.signInToOrder}</p>` : nothing}
    ${
      !account('customer') && hasDemoAccount('customer')
        ? html`<button type="button" class="primary wide" @click=${() => void signInAsDemo('customer')}>
              ${t.signInAsDemoCustomer}
            </button>
            <p class="or">${t.orWithAccount}</p>`
        : nothing
    }
    <form @submit=${submit}>
      ${isNewAccount ? html`<label>${t.name}<input name="name" required autocomplete="name" /></label>` : nothing}
      <label>${t.email}<input name="email" type="email" required autocomplete="username" /></label>
      <label
        >${t.password}<input
          name="password"
          type="password"
          required
          minlength=${isNewAccount ? 10 : 1}
          autocomplete=${isNewAccount ? 'new-password' : 'current-password'}
      /></label>
      ${failure ? html`<p role="alert" class="failure">${failure}</p>` : nothing}
      <div class="actions">
        <button type="submit" class="primary">${isNewAccount ? t.createAccount : t.signIn}</button>
        <button type="button" @click=${toggleNewAccount}>${isNewAccount ? t.haveAccount : t.needAccount}</button>
        <button type="button" @click=${() => dialog().close()}>${t.close}</button>
      </div>
    </form>
  </dialog>`;
}

/** An order that was not placed after all must not follow a later sign-in. */
function forget(): void {
  afterSignIn = undefined;
  changed();
}

function toggleNewAccount(): void {
  isNewAccount = !isNewAccount;
  failure = undefined;
  changed();
}
