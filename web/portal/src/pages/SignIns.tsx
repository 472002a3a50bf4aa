import {
  Answer,
  DataTable,
  EmptyState,
  PageHead,
  queries,
  RelativeTime,
  StateBadge,
  useSession,
  type Column,
  type SignIn,
} from "@atrium/design";
import { Button, Tooltip } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { messages } from "../messages";
import { browser } from "./browser";
import styles from "./SignIns.module.css";

const words = messages.signIns;

const shapes = { SUCCESS: "ready", REFUSED: "failed", THROTTLED: "waiting", FAILURE: "off" } as const;

const by = ({ connector }: SignIn) => (connector === "local" ? words.password : connector);

function using({ userAgent }: SignIn): string {
  const known = browser(userAgent);
  if (!known) return words.unknown;
  return known.system === undefined ? known.name : words.on(known.name, known.system);
}

const columns: readonly Column<SignIn>[] = [
  {
    id: "date",
    title: words.columns.date,
    track: "minmax(0, 1fr)",
    sort: ({ seq }) => Number(seq),
    cell: ({ date }) => <RelativeTime at={date} />,
  },
  {
    id: "outcome",
    title: words.columns.outcome,
    track: "minmax(0, 1.5fr)",
    sort: ({ outcome }) => words.outcomes[outcome],
    cell: ({ outcome }) => <StateBadge shape={shapes[outcome]} word={words.outcomes[outcome]} />,
  },
  { id: "connector", title: words.columns.connector, track: "minmax(0, 1fr)", sort: by, cell: by },
  {
    id: "address",
    title: words.columns.address,
    track: "minmax(0, 1.2fr)",
    sort: ({ address }) => address,
    cell: ({ address }) => <span className="mono">{address}</span>,
  },
  {
    id: "browser",
    title: words.columns.browser,
    track: "minmax(0, 1.5fr)",
    sort: using,
    cell: (signIn) => (
      <Tooltip label={signIn.userAgent || words.unknown} multiline maw={420}>
        <span>{using(signIn)}</span>
      </Tooltip>
    ),
  },
];

const filter = {
  placeholder: words.filter,
  text: (signIn: SignIn) =>
    `${signIn.address} ${using(signIn)} ${by(signIn)} ${words.outcomes[signIn.outcome]}`,
};

const facets = [
  { id: "outcome", title: words.outcome, value: ({ outcome }: SignIn) => words.outcomes[outcome] },
] as const;

/** Where and how somebody logged in, and who tried to in their name. */
export function SignIns() {
  const { userId } = useParams({ from: "/inside/users/$userId/sign-ins" });
  const { user } = useSession();
  const answer = useInfiniteQuery(queries.signIns(userId));
  return (
    <>
      <PageHead title={words.title} context={userId === user.id ? user.email : userId} />
      <Answer of={answer}>
        {({ pages }) => {
          const signIns = pages.flatMap(({ data }) => data);
          const none = pages[0]?.recorded === false ? words.elsewhere : words.none;
          return signIns.length === 0 ? (
            <EmptyState title={none.title}>
              <p>{none.text}</p>
            </EmptyState>
          ) : (
            <>
              <DataTable
                name={words.title}
                rows={signIns}
                columns={columns}
                rowId={({ seq }) => seq}
                filter={filter}
                facets={facets}
                initialOrder={{ column: "date", descending: true }}
                summary={words.count}
              />
              <div className={styles.below}>
                <p className="soft">{words.kept}</p>
                {answer.hasNextPage && (
                  <Button
                    variant="default"
                    loading={answer.isFetchingNextPage}
                    onClick={() => void answer.fetchNextPage()}
                  >
                    {words.earlier}
                  </Button>
                )}
              </div>
            </>
          );
        }}
      </Answer>
    </>
  );
}
