import { changed } from './rendering';
import { en, type Texts } from './texts/en';
import { ko } from './texts/ko';

const TEXTS = { en, ko };
const CHOICE = 'language';

export type Language = keyof typeof TEXTS;

let language: Language = chosen() ?? preferred();

/** The texts of the page in the language of its reader. */
export function texts(): Texts {
  return TEXTS[language];
}

/** The language that the page can be switched to. */
export function otherLanguage(): Language {
  return language === 'en' ? 'ko' : 'en';
}

export function nameOf(other: Language): string {
  return TEXTS[other].language;
}

export function isEnglish(): boolean {
  return language === 'en';
}

export function switchLanguage(): void {
  language = otherLanguage();
  localStorage.setItem(CHOICE, language);
  applyLanguage();
}

export function applyLanguage(): void {
  document.documentElement.lang = language;
  document.title = texts().title;
  changed();
}

export function money(amount: number, currency: string): string {
  return new Intl.NumberFormat(language, { style: 'currency', currency }).format(amount);
}

export function number(value: number, digits = 0): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value);
}

export function percent(ratio: number, digits = 1): string {
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: digits }).format(ratio);
}

export function time(instant: string | number): string {
  return new Intl.DateTimeFormat(language, { timeStyle: 'medium', hourCycle: 'h23' }).format(new Date(instant));
}

/** A duration in the unit in which it has one to four digits before the point. */
export function duration(seconds: number): string {
  if (seconds >= 1) {
    return `${number(seconds, 2)} s`;
  }
  return seconds >= 0.001 ? `${number(seconds * 1_000, seconds < 0.01 ? 1 : 0)} ms` : `${number(seconds * 1e6)} µs`;
}

function chosen(): Language | undefined {
  const choice = localStorage.getItem(CHOICE);
  return choice === 'en' || choice === 'ko' ? choice : undefined;
}

function preferred(): Language {
  const first = navigator.languages.map(tag => tag.slice(0, 2)).find(tag => tag === 'en' || tag === 'ko');
  return first === 'ko' ? 'ko' : 'en';
}
