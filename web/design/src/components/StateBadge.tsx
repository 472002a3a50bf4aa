import { clsx } from "clsx";
import { messages } from "../messages";
import { moduleState, stackState, type Shape } from "../stack/state";
import type { Module, Stack } from "../api/client";
import styles from "./StateBadge.module.css";

interface StateBadgeProps {
  shape: Shape;
  word: string;
  /** How much of a ring is filled, 0 to 1; a quarter where nothing can be counted. */
  part?: number | undefined;
}

export function StateBadge({ shape, word, part = 0.25 }: StateBadgeProps) {
  return (
    <span className={clsx(styles.state, styles[shape])}>
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
        {drawing(shape, part)}
      </svg>
      {word}
    </span>
  );
}

function drawing(shape: Shape, part: number) {
  switch (shape) {
    case "ready":
      return (
        <>
          <circle cx="6" cy="6" r="5.5" fill="currentColor" />
          <path
            d="M3.5 6.2l1.8 1.8 3.2-3.7"
            stroke="var(--surface)"
            strokeWidth="1.5"
            strokeLinecap="round"
            strokeLinejoin="round"
            fill="none"
          />
        </>
      );
    case "progress":
      return (
        <>
          <circle cx="6" cy="6" r="4.75" fill="none" stroke="var(--line-strong)" strokeWidth="2" />
          <circle
            cx="6"
            cy="6"
            r="4.75"
            fill="none"
            stroke="currentColor"
            strokeWidth="2"
            pathLength="1"
            strokeDasharray={`${Math.max(part, 0.08)} 1`}
            transform="rotate(-90 6 6)"
          />
        </>
      );
    case "off":
      return <circle cx="6" cy="6" r="4.75" fill="none" stroke="currentColor" strokeWidth="1.6" />;
    case "failed":
      return <path d="M6 .8l5.5 10H.5z" fill="currentColor" />;
    case "waiting":
      return (
        <circle
          cx="6"
          cy="6"
          r="4.75"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.6"
          strokeDasharray="2 1.73"
        />
      );
  }
}

export function StackBadge({ stack }: { stack: Stack }) {
  const { shape, done } = stackState(stack);
  return <StateBadge shape={shape} word={stackWord(stack)} part={done ? done.ready / done.of : undefined} />;
}

export function stackWord(stack: Stack): string {
  const { word, done } = stackState(stack);
  const said = messages.states[word];
  return done ? messages.states.counted(said, done.ready, done.of) : said;
}

export function ModuleBadge({ module }: { module: Module }) {
  const { shape, word } = moduleState(module);
  return <StateBadge shape={shape} word={messages.states[word]} />;
}
