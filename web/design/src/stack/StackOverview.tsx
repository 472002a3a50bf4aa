import { clsx } from "clsx";
import { useQuery } from "@tanstack/react-query";
import type { Module, Stack } from "../api/client";
import { queries } from "../api/queries";
import { Answer } from "../components/Answer";
import { Facts } from "../components/Facts";
import { IdChip } from "../components/IdChip";
import { Lasting, RelativeTime } from "../components/RelativeTime";
import { ModuleBadge, StackBadge } from "../components/StateBadge";
import { messages } from "../messages";
import styles from "./StackOverview.module.css";
import { latest, moduleInfo, moduleTitle, settles, stackState } from "./state";

/** What there is to know of a stack: its state, its modules, where to reach it. */
export function StackOverview({ stack }: { stack: Stack }) {
  const words = messages.stack;
  return (
    <>
      <StackNote stack={stack} />
      <div className={styles.columns}>
        <Modules stack={stack} />
        <div className={styles.side}>
          <section className={clsx("card", styles.tile)} aria-labelledby="reach">
            <h2 id="reach">{words.reach}</h2>
            <a className="mono" href={stack.uri}>
              {stack.uri}
            </a>
            <p className="faint">{stack.stargateEnabled ? words.throughStargate : words.directly}</p>
          </section>
          <section className={clsx("card", styles.tile)} aria-labelledby="facts">
            <h2 id="facts">{words.facts}</h2>
            <Facts
              of={[
                [words.state, <StackBadge key="state" stack={stack} />],
                [
                  words.version,
                  <span key="version" className="mono">
                    {stack.version}
                  </span>,
                ],
                [words.region, stack.region?.name ?? <IdChip key="region" id={stack.regionID} />],
                [words.id, <IdChip key="id" id={stack.id} />],
                [words.created, stack.createdAt && <RelativeTime at={stack.createdAt} />],
                [words.changed, <RelativeTime key="changed" at={stack.updatedAt ?? latest(stack)} />],
              ]}
            />
          </section>
        </div>
      </div>
    </>
  );
}

/** A stack that is simply up needs no note. */
function StackNote({ stack }: { stack: Stack }) {
  const { shape, word, since } = stackState(stack);
  if (word === "ready") return null;
  const tone = shape === "failed" ? styles.bad : shape === "off" ? styles.calm : "";
  return (
    <div className={clsx(styles.note, tone)} role="status">
      <StackBadge stack={stack} />
      <span className="soft">
        {messages.stack.notes[word]} {waitsFor(stack)} <Lasting since={since} />
      </span>
    </div>
  );
}

function waitsFor(stack: Stack): string | null {
  if (stackState(stack).word !== "comingUp") return null;
  const awaited = stack.modules
    .filter((module) => module.state === "ENABLED" && module.status !== "READY")
    .map((module) => moduleTitle(module.name));
  return awaited.length > 0
    ? messages.stack.waitsFor(new Intl.ListFormat(undefined, { type: "conjunction" }).format(awaited))
    : null;
}

function Modules({ stack }: { stack: Stack }) {
  const modules = useQuery(
    queries.modules(stack.organizationId, stack.id, settles(stack) ? "later" : "soon"),
  );
  return (
    <section className={clsx("card", styles.modules)} aria-labelledby="modules">
      <h2 id="modules">{messages.stack.modules}</h2>
      <Answer of={modules}>
        {(list) =>
          list.length === 0 ? (
            <p className={clsx("soft", styles.none)}>{messages.stack.noModules}</p>
          ) : (
            <ul>
              {[...list].sort(byWeight).map((module) => (
                <li key={module.name}>
                  <b>{moduleTitle(module.name)}</b>
                  <ModuleBadge module={module} />
                  <span className="faint">{moduleInfo(module)}</span>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </section>
  );
}

/** What is on stands before what is off; both by name. */
function byWeight(a: Module, b: Module): number {
  if (a.state !== b.state) return a.state === "ENABLED" ? -1 : 1;
  return a.name.localeCompare(b.name);
}
