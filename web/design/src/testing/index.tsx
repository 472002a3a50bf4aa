export { violations } from "./accessibility";
export { answering, type Answers } from "./answers";
export { a, session } from "./samples";
export { browser } from "../session/browser";
