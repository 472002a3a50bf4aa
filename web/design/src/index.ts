export {
  api,
  type Member,
  type Module,
  type Organization,
  type Region,
  type SignIn,
  type Stack,
} from "./api/client";
export { ApiError } from "./api/error";
export { queries } from "./api/queries";
export { Atrium } from "./Atrium";
export { Answer } from "./components/Answer";
export { AppShell, RailGroup, railLink } from "./components/AppShell";
export type { Command } from "./components/CommandPalette";
export { EmptyState } from "./components/EmptyState";
export { ErrorPanel } from "./components/ErrorPanel";
export { IdChip } from "./components/IdChip";
export { Live } from "./components/Live";
export { Mark } from "./components/Mark";
export { PageHead } from "./components/PageHead";
export { PageKeys, RailFoot } from "./components/RailFoot";
export { RelativeTime } from "./components/RelativeTime";
export { ModuleBadge, StackBadge, stackWord, StateBadge } from "./components/StateBadge";
export { Switcher, type Place } from "./components/Switcher";
export { LoggedOut } from "./session/LoggedOut";
export { SessionGate, sessionQuery, useSession, type Session } from "./session/session";
export { regionOf, stackColumns, stackText } from "./stack/columns";
export { StackOverview } from "./stack/StackOverview";
export { latest, moduleInfo, moduleTitle, settles, stackState } from "./stack/state";
export type { Column, Facet } from "./table/arrange";
export { DataTable } from "./table/DataTable";
