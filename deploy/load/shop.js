// COMPOSE_PROFILES=observability,load docker compose up --wait
//
// Steady traffic as a shop has it, by k6 (https://grafana.com/docs/k6/latest/): people look at products, order, look at their
// orders, and now and then want more than there is. RATE is visits a second.
import { check } from 'k6';
import exec from 'k6/execution';
import http from 'k6/http';

const ORDERS = __ENV.ORDER_SERVICE_URL || 'http://order-service:8080';
const USERS = __ENV.USER_SERVICE_URL || 'http://user-service:8081';
const STOCK = __ENV.INVENTORY_SERVICE_URL || 'http://inventory-service:8082';
const OPERATOR = __ENV.OPERATOR_EMAIL;
const OPERATOR_PASSWORD = open('/run/secrets/OPERATOR_PASSWORD').trim();

const CUSTOMERS = 20;
const CUSTOMER_PASSWORD = 'steady-traffic';
// A token lasts 15 minutes.
const LOG_IN_AFTER_MS = 10 * 60 * 1000;

const SHELF = [
  { id: 'load-kettle', name: 'Kettle', price: 39.9 },
  { id: 'load-teapot', name: 'Teapot', price: 24.5 },
  { id: 'load-green-tea', name: 'Green tea', price: 14.2 },
  { id: 'load-mug', name: 'Mug', price: 8.0 },
];
const FULL = 500;
const RESTOCK_BELOW = 200;

export const options = {
  scenarios: {
    visits: {
      executor: 'constant-arrival-rate',
      rate: Number(__ENV.RATE || 5),
      timeUnit: '1s',
      // Then its container starts again.
      duration: '6h',
      preAllocatedVUs: 10,
      maxVUs: 50,
    },
  },
  // A refusal is an answer like any other.
  thresholds: { checks: ['rate>0.99'] },
};

// Each virtual user has a customer's account, and logs in when the token gets old.
let token = null;
let loggedInAt = 0;

export function setup() {
  const operator = logIn(OPERATOR, OPERATOR_PASSWORD);
  for (const product of SHELF) {
    // Where it is on the shelf already: 409.
    must('POST', `${STOCK}/products`, { ...product, stock: FULL }, operator);
  }
  for (let number = 0; number < CUSTOMERS; number++) {
    const account = { email: email(number), name: `Customer ${number}`, password: CUSTOMER_PASSWORD };
    must('POST', `${USERS}/users`, account, null);
  }
}

// After a start of the host the shop may come later than its customers: this ends k6, and its container starts again.
function must(method, url, body, bearer) {
  const statuses = [201, 409];
  const answer = send(method, url, body, bearer, statuses);
  if (!statuses.includes(answer.status)) {
    throw new Error(`${method} ${url} was answered ${answer.status}`);
  }
}

export default function () {
  if (token === null || Date.now() - loggedInAt > LOG_IN_AFTER_MS) {
    token = logIn(email(exec.vu.idInTest % CUSTOMERS), CUSTOMER_PASSWORD);
    loggedInAt = Date.now();
  }
  if (token === null) {
    return;
  }
  const dice = Math.random();
  if (dice < 0.35) {
    order(1 + Math.floor(Math.random() * 3), 201);
  } else if (dice < 0.38) {
    // More than a shelf has as a rule, and the most that may be asked for.
    order(1000, 201);
  } else if (dice < 0.55) {
    send('GET', `${ORDERS}/orders?size=10`, null, token, [200]);
  } else {
    browse();
  }
}

function browse() {
  const product = any(SHELF);
  send('GET', `${STOCK}/products?query=${encodeURIComponent(product.name)}`, null, null, [200]);
  const seen = send('GET', `${STOCK}/products/${product.id}`, null, null, [200]);
  if (seen.status === 200 && seen.json('available') < RESTOCK_BELOW) {
    const operator = logIn(OPERATOR, OPERATOR_PASSWORD);
    send('POST', `${STOCK}/products/${product.id}/restocks`, { quantity: FULL }, operator, [200]);
  }
}

function order(quantity, expected) {
  const lines = [{ productId: any(SHELF).id, quantity }];
  const type = any(['standard', 'standard', 'express', 'pickup']);
  // Sold out meanwhile is no failure of the shop.
  send('POST', `${ORDERS}/orders`, { type, lines }, token, [expected, 409]);
}

function logIn(username, password) {
  const answer = http.post(`${USERS}/oauth/token`, { grant_type: 'password', username, password }, { timeout: '5s' });
  check(answer, { 'POST /oauth/token': (r) => r.status === 200 });
  return answer.status === 200 ? answer.json('access_token') : null;
}

function send(method, url, body, bearer, expected) {
  const headers = { 'Content-Type': 'application/json' };
  if (bearer) {
    headers.Authorization = `Bearer ${bearer}`;
  }
  // One name for each route, or k6 would keep figures for every product.
  const name = `${method} /${url.split('/')[3].split('?')[0]}`;
  const answer = http.request(method, url, body ? JSON.stringify(body) : null, {
    headers,
    tags: { name },
    timeout: '5s',
    responseCallback: http.expectedStatuses(...expected),
  });
  check(answer, { [name]: (r) => expected.includes(r.status) });
  return answer;
}

function email(number) {
  return `load-${number}@shop.example`;
}

function any(list) {
  return list[Math.floor(Math.random() * list.length)];
}
