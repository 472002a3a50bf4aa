import styles from "./railButton.module.css";

/** How a button in the rail looks: like a link. */
export const railButton = styles.button ?? "";
