import { EmptyState } from "@atrium/design";
import { Link } from "@tanstack/react-router";
import { messages } from "../messages";

export function NotFound() {
  return (
    <EmptyState title={messages.notFound.title}>
      <p>{messages.notFound.text}</p>
      <Link to="/organizations">{messages.notFound.home}</Link>
    </EmptyState>
  );
}
