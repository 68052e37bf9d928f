import { Problem } from './http';

const LONGEST_PERIOD = 10_000;

/**
 * Repeats work while the page is visible.
 *
 * A failed call is repeated ever later, up to 10 s, because the browser logs each one as an error.
 */
export function poll(period: number, work: () => Promise<void>): void {
  let next = period;
  const run = async (): Promise<void> => {
    if (document.hidden) {
      document.addEventListener('visibilitychange', () => void run(), { once: true });
      return;
    }
    try {
      await work();
      next = period;
    } catch (error) {
      next = Math.min(2 * next, LONGEST_PERIOD);
      if (!(error instanceof Problem)) {
        reportError(error);
      }
    }
    setTimeout(() => void run(), next);
  };
  void run();
}
