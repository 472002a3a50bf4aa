import "@atrium/design/styles.css";
import { Atrium } from "@atrium/design";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { newRouter } from "./router";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
const router = newRouter();

createRoot(root).render(
  <StrictMode>
    <Atrium>
      <RouterProvider router={router} />
    </Atrium>
  </StrictMode>,
);
