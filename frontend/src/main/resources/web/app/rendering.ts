import { render, type TemplateResult } from 'lit/html.js';

let template: (() => TemplateResult) | undefined;
let isScheduled = false;

/** Renders a template now and after each {@link changed}. */
export function renderPage(page: () => TemplateResult): void {
  template = page;
  changed();
}

/** Renders the page once after all changes of the current task. */
export function changed(): void {
  if (isScheduled) {
    return;
  }
  isScheduled = true;
  queueMicrotask(() => {
    isScheduled = false;
    if (template) {
      render(template(), document.getElementById('page')!);
    }
  });
}
