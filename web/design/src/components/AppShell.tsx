import { Drawer } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { ReactNode } from "react";
import { messages } from "../messages";
import styles from "./AppShell.module.css";
import { Mark } from "./Mark";

interface AppShellProps {
  /** Says where one is; heads the rail. */
  switcher: ReactNode;
  /** The rail's links, [RailLink]s. */
  links: ReactNode;
  /** The rail's foot: search and account. */
  foot: ReactNode;
  /** Names the place in the bar that stands for the folded rail. */
  place: string;
  children: ReactNode;
}

/** The rail beside the page; on a narrow screen a bar above it, which unfolds the rail. */
export function AppShell({ switcher, links, foot, place, children }: AppShellProps) {
  const [unfolded, rail] = useDisclosure(false);
  const inside = (
    <>
      {switcher}
      <nav className={styles.links} aria-label={messages.shell.navigation}>
        {links}
      </nav>
      <div className={styles.foot}>{foot}</div>
    </>
  );
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#content">
        {messages.shell.skip}
      </a>
      <aside className={styles.rail}>{inside}</aside>
      <header className={styles.bar}>
        <Mark />
        <b>{place}</b>
        <button type="button" className={styles.menu} onClick={rail.open} aria-expanded={unfolded}>
          {messages.shell.menu}
        </button>
      </header>
      <Drawer
        opened={unfolded}
        onClose={rail.close}
        size={280}
        withCloseButton={false}
        attributes={{ content: { "aria-label": messages.shell.menu } }}
        classNames={{ body: styles.drawer ?? "", content: styles.sunk ?? "" }}
      >
        {/* What leads elsewhere folds the rail again. */}
        <div
          className={styles.inside}
          role="presentation"
          onClick={(event) => {
            if ((event.target as Element).closest("a, [data-folds], [role=menuitem]")) rail.close();
          }}
        >
          {inside}
        </div>
      </Drawer>
      <main id="content" className={styles.page} tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}

/** Sets off a group of links in the rail. */
export function RailGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div role="group" aria-label={title} className={styles.group}>
      <span className={styles.groupTitle}>{title}</span>
      {children}
    </div>
  );
}

/** How a router's link looks in the rail; it marks itself with `aria-current`. */
export const railLink = styles.link ?? "";
