import { html, nothing, type TemplateResult } from 'lit/html.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { call, ignoreProblem, Problem, read, request } from './http';
import { money, number, texts, time } from './language';
import { poll } from './polling';
import { problemView } from './problems';
import { changed } from './rendering';
import { account, askToSignIn, isSignedIn, onSession, settingsOf, signOutIfExpired } from './session';
import { traceClick } from './telemetry';
import { follow } from './trace';

const SHELF_PERIOD = 3_000;
const ORDERS_PERIOD = 4_000;
const TEN = 10;

type OrderType = 'standard' | 'express' | 'pickup';
type OrderStatus = 'PENDING' | 'CONFIRMED' | 'REJECTED' | 'CANCELLED';

interface Product {
  id: string;
  name: string;
  price: number;
  currency: string;
  available: number;
}

interface Line {
  productId: string;
  quantity: number;
}

interface Order {
  id: string;
  status: OrderStatus;
  lines: Line[];
  total: number;
  currency: string;
  traceId: string;
  createdAt: string;
}

interface Purchases {
  orders: number;
  spent: number;
  currency: string;
}

type Outcome = { order: Order } | { problem: unknown } | { sent: number; confirmed: number };

const basket = new Map<string, number>();

/** The last order without a final answer: sent again by its key, it is not placed twice. */
let unanswered: { body: string; key: string } | undefined;

let products: Product[] | undefined;
let isShelfAvailable = true;
let type: OrderType = 'standard';
let isPlacing = false;
let outcome: Outcome | undefined;
let orders: Order[] | undefined;
let purchases: Purchases | undefined;

export function startShop(): void {
  poll(SHELF_PERIOD, loadShelf);
  poll(ORDERS_PERIOD, loadOrders);
  onSession(() => {
    orders = undefined;
    purchases = undefined;
    outcome = undefined;
    if (!isSignedIn()) {
      basket.clear();
    }
    void loadOrders().catch(ignoreProblem);
  });
}

async function loadShelf(): Promise<void> {
  try {
    products = (await call<{ items: Product[] }>('GET', '/products?size=100')).items;
    isShelfAvailable = true;
  } catch (error) {
    isShelfAvailable = false;
    throw error;
  } finally {
    changed();
  }
}

async function loadOrders(): Promise<void> {
  const customer = account('customer');
  if (!customer) {
    return;
  }
  try {
    orders = (await call<{ items: Order[] }>('GET', '/orders?size=8')).items;
    purchases = await call<Purchases>('GET', `/users/${customer.userId}/purchases`);
  } catch (error) {
    await signOutIfExpired(error);
    throw error;
  }
  changed();
}

function product(id: string): Product | undefined {
  return products?.find(product => product.id === id);
}

function nameOf(id: string): string {
  return product(id)?.name ?? id;
}

function add(id: string): void {
  basket.set(id, (basket.get(id) ?? 0) + 1);
  changed();
}

function setQuantity(id: string, event: Event): void {
  const quantity = Number((event.target as HTMLInputElement).value);
  if (quantity >= 1) {
    basket.set(id, Math.min(1_000, Math.floor(quantity)));
  }
  changed();
}

function remove(id: string): void {
  basket.delete(id);
  changed();
}

/** Places an order, after signing in if nobody is. */
function order(lines: Line[], placed?: () => void): void {
  if (!account('customer')) {
    askToSignIn(() => order(lines, placed));
    return;
  }
  void whilePlacing(async () => {
    outcome = undefined;
    try {
      outcome = { order: await place(lines) };
      placed?.();
    } catch (problem) {
      ignoreProblem(problem);
      await signOutIfExpired(problem);
      outcome = { problem };
    }
  });
}

/** Places orders of one piece each, so that the signals have something to show. */
export function placeTenOrders(): void {
  if (!account('customer')) {
    askToSignIn(placeTenOrders);
    return;
  }
  void whilePlacing(async () => {
    let confirmed = 0;
    let sent = 0;
    let failedTrace: string | undefined;
    while (sent < TEN) {
      const inStock = products?.filter(({ available }) => available > 0) ?? [];
      const chosen = inStock[Math.floor(Math.random() * inStock.length)];
      if (!chosen) {
        break;
      }
      sent++;
      try {
        await place([{ productId: chosen.id, quantity: 1 }]);
        confirmed++;
      } catch (problem) {
        ignoreProblem(problem);
        failedTrace = (problem as Problem).document.traceId ?? failedTrace;
      }
    }
    outcome = { sent, confirmed };
    if (failedTrace) {
      follow(failedTrace, false);
    }
  });
}

async function whilePlacing(work: () => Promise<void>): Promise<void> {
  if (isPlacing) {
    return;
  }
  isPlacing = true;
  changed();
  try {
    await work();
  } finally {
    isPlacing = false;
    changed();
  }
  await Promise.all([loadShelf(), loadOrders()]).catch(ignoreProblem);
}

async function place(lines: Line[]): Promise<Order> {
  const attributes = { 'shop.order.type': type, 'shop.order.lines': lines.length };
  const order = request('POST', { type, lines });
  const body = order.body as string;
  if (unanswered?.body !== body) {
    unanswered = { body, key: newKey() };
  }
  order.headers['Idempotency-Key'] = unanswered.key;
  const { response, traceId } = await traceClick('place order', attributes, '/orders', order);
  follow(traceId, response.ok);
  if (response.status < 500) {
    unanswered = undefined;
  }
  return read<Order>(response);
}

/** 128 random bits. `crypto.randomUUID()` exists with TLS and on localhost only. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');
}

async function cancel(id: string): Promise<void> {
  try {
    const path = `/orders/${id}/cancellation`;
    const { response, traceId } = await traceClick('cancel order', {}, path, request('POST'));
    follow(traceId, response.ok);
    await read<Order>(response);
    outcome = undefined;
  } catch (problem) {
    ignoreProblem(problem);
    outcome = { problem };
  }
  changed();
  await Promise.all([loadShelf(), loadOrders()]).catch(ignoreProblem);
}

export function shopView(): TemplateResult {
  const t = texts();
  return html`<section id="shop" class="panel" aria-labelledby="shop-title">
    <h2 id="shop-title">${t.shop}</h2>
    <div class="outcome" role="status" aria-live="polite">${outcomeView()}</div>
    <h3 id="shelf-title">${t.shelf}</h3>
    ${shelfView()}
    <h3 id="basket-title">${t.basket}</h3>
    ${basketView()}
    <h3 id="orders-title">
      ${t.myOrders}
      ${
        purchases && account('customer')
          ? html`<small id="purchases"
              >${t.purchases(purchases.orders, money(purchases.spent, purchases.currency))}</small
            >`
          : nothing
      }
    </h3>
    ${ordersView()}
  </section>`;
}

function outcomeView(): TemplateResult | typeof nothing {
  const t = texts();
  if (isPlacing) {
    return html`<p class="muted">${t.placing}</p>`;
  }
  if (!outcome) {
    return nothing;
  }
  if ('problem' in outcome) {
    return problemView(outcome.problem, nameOf);
  }
  return 'order' in outcome
    ? html`<p class="success">
        <span aria-hidden="true">✓</span> ${t.placed(money(outcome.order.total, outcome.order.currency))}
        <a href="#trace">${t.showTrace}</a>
      </p>`
    : html`<p class="result">
        ${outcome.sent ? t.ordersSent(outcome.sent, outcome.confirmed, outcome.sent - outcome.confirmed) : t.nothingInStock}
      </p>`;
}

function shelfView(): TemplateResult {
  const t = texts();
  if (!products) {
    return html`<p class="muted">${isShelfAvailable ? t.loading : t.shelfUnavailable}</p>`;
  }
  return html`${isShelfAvailable ? nothing : html`<p class="absent">${t.shelfUnavailable}</p>`}
    ${products.length ? nothing : html`<p class="muted">${t.noProducts}</p>`}
    <ul class="shelf" aria-labelledby="shelf-title">
      ${repeat(
        products,
        ({ id }) => id,
        ({ id, name, price, currency, available }) =>
          html`<li class="product" data-product=${id}>
            <span class="name">${name}</span>
            <span class="price">${money(price, currency)}</span>
            <span class=${available < 5 ? 'stock low' : 'stock'}
              >${available > 0 ? t.stock(number(available)) : t.soldOut}</span
            >
            <button type="button" aria-label=${t.addProduct(name)} @click=${() => add(id)}>${t.add}</button>
            <button
              type="button"
              class="soft"
              aria-label=${t.orderProduct(name)}
              ?disabled=${isPlacing}
              @click=${() => order([{ productId: id, quantity: 1 }])}
            >
              ${t.order}
            </button>
          </li>`,
      )}
    </ul>`;
}

function basketView(): TemplateResult {
  const t = texts();
  const lines = [...basket].map(([productId, quantity]) => ({ productId, quantity }));
  if (!lines.length) {
    return html`<p class="muted">${t.basketEmpty}</p>`;
  }
  const total = lines.reduce((sum, line) => sum + line.quantity * (product(line.productId)?.price ?? 0), 0);
  return html`<ul class="basket" aria-labelledby="basket-title">
      ${repeat(
        lines,
        ({ productId }) => productId,
        ({ productId, quantity }) =>
          html`<li>
            <input
              type="number"
              min="1"
              max="1000"
              aria-label=${t.quantityOf(nameOf(productId))}
              .value=${live(String(quantity))}
              @change=${(event: Event) => setQuantity(productId, event)}
            />
            <span class="name">${nameOf(productId)}</span>
            <button
              type="button"
              class="quiet"
              aria-label=${t.removeProduct(nameOf(productId))}
              @click=${() => remove(productId)}
            >
              ${t.remove}
            </button>
          </li>`,
      )}
    </ul>
    <div class="checkout">
      <label
        >${t.delivery}
        <select @change=${(event: Event) => (type = (event.target as HTMLSelectElement).value as OrderType)}>
          ${Object.entries(t.types).map(
            ([value, label]) => html`<option value=${value} ?selected=${value === type}>${label}</option>`,
          )}
        </select></label
      >
      <span>${t.total} <b>${money(total, settingsOf()?.currency ?? 'EUR')}</b></span>
      <button type="button" class="primary" ?disabled=${isPlacing} @click=${() => order(lines, () => basket.clear())}>
        ${t.placeOrder}
      </button>
    </div>`;
}

function ordersView(): TemplateResult {
  const t = texts();
  if (!account('customer')) {
    return html`<p class="muted">${t.signInForOrders}</p>`;
  }
  if (!orders?.length) {
    return html`<p class="muted">${orders ? t.noOrders : t.loading}</p>`;
  }
  return html`<table class="orders" aria-labelledby="orders-title">
    <thead>
      <tr>
        <th scope="col">${t.placedAt}</th>
        <th scope="col" class="items">${t.items}</th>
        <th scope="col" class="figure">${t.total}</th>
        <th scope="col">${t.status}</th>
        <th scope="col"><span class="hidden">${t.actions}</span></th>
      </tr>
    </thead>
    <tbody>
      ${repeat(
        orders,
        ({ id }) => id,
        ({ id, createdAt, lines, total, currency, status, traceId }) =>
          html`<tr data-order=${id}>
            <td>${time(createdAt)}</td>
            <td class="items">${lines.map(line => `${line.quantity} × ${nameOf(line.productId)}`).join(', ')}</td>
            <td class="figure">${money(total, currency)}</td>
            <td><span class="status" data-status=${status}>${t.statuses[status]}</span></td>
            <td class="actions">
              <button
                type="button"
                class="quiet"
                aria-label=${t.showTraceOf(time(createdAt))}
                @click=${() => follow(traceId, status !== 'REJECTED')}
              >
                ${t.showTrace}
              </button>
              ${
                status === 'CONFIRMED'
                  ? html`<button
                      type="button"
                      class="quiet"
                      aria-label=${t.cancelOrder(time(createdAt))}
                      @click=${() => void cancel(id)}
                    >
                      ${t.cancel}
                    </button>`
                  : nothing
              }
            </td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
