import { clsx } from "clsx";
import { Menu } from "@mantine/core";
import { messages } from "../messages";
import { Mark } from "./Mark";
import styles from "./Switcher.module.css";

export interface Place {
  readonly id: string;
  readonly name: string;
}

interface SwitcherProps {
  name: string;
  /** The line below: an id, a version. */
  detail: string;
  /** Where else one can go; with none the switcher is a plate and no button. */
  places?: readonly Place[];
  current?: string;
  onChoose?: (place: Place) => void;
  /** Where the whole list of places is, when there are more than a menu should hold. */
  onAll?: () => void;
}

const MOST_IN_MENU = 12;

/** Heads the rail: says where one is and leads elsewhere. */
export function Switcher({ name, detail, places = [], current, onChoose, onAll }: SwitcherProps) {
  const inside = (
    <>
      <Mark />
      <span className={styles.text}>
        <b>{name}</b>
        <span className={clsx("mono", styles.detail)}>{detail}</span>
      </span>
    </>
  );
  const others = places.filter((place) => place.id !== current).slice(0, MOST_IN_MENU);
  if (others.length === 0 || !onChoose) return <div className={styles.plate}>{inside}</div>;
  return (
    <Menu position="bottom-start" width="target">
      <Menu.Target>
        <button type="button" className={clsx(styles.plate, styles.button)}>
          {inside}
          <span className="hidden">{messages.shell.switchTo}</span>
          <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" className={styles.arrows}>
            <path
              d="M3.5 4.5L6 2l2.5 2.5M3.5 7.5L6 10l2.5-2.5"
              fill="none"
              stroke="currentColor"
              strokeWidth="1.4"
            />
          </svg>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {others.map((place) => (
          <Menu.Item
            key={place.id}
            onClick={() => {
              onChoose(place);
            }}
          >
            {place.name} <span className="faint mono">{place.id}</span>
          </Menu.Item>
        ))}
        {onAll && (
          <>
            <Menu.Divider />
            <Menu.Item onClick={onAll}>{messages.shell.allOrganizations}</Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
