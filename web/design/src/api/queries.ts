import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { settles } from "../stack/state";
import { api } from "./client";
import { ApiError } from "./error";

const SOON = 3_000;
const LATER = 20_000;

export const queries = {
  me: () =>
    queryOptions({
      queryKey: ["me"],
      queryFn: ({ signal }) => data(api.GET("/me", { signal })),
      staleTime: Infinity,
    }),

  /** Page by page, the newest first. */
  signIns: (userId: string) =>
    infiniteQueryOptions({
      queryKey: ["users", userId, "sign-ins"],
      queryFn: ({ signal, pageParam: cursor }) =>
        data(
          api.GET("/users/{userId}/sign-ins", {
            params: { path: { userId }, query: cursor === "" ? {} : { cursor } },
            signal,
          }),
        ),
      initialPageParam: "",
      getNextPageParam: ({ next }) => next,
    }),

  organizations: () =>
    queryOptions({
      queryKey: ["organizations"],
      queryFn: ({ signal }) =>
        data(api.GET("/organizations", { params: { query: { expand: true } }, signal })),
    }),

  organization: (organizationId: string) =>
    queryOptions({
      queryKey: ["organizations", organizationId],
      queryFn: ({ signal }) =>
        data(api.GET("/organizations/{organizationId}", { params: { path: { organizationId } }, signal })),
    }),

  members: (organizationId: string) =>
    queryOptions({
      queryKey: ["organizations", organizationId, "members"],
      queryFn: ({ signal }) =>
        data(
          api.GET("/organizations/{organizationId}/users", { params: { path: { organizationId } }, signal }),
        ),
    }),

  regions: (organizationId: string) =>
    queryOptions({
      queryKey: ["organizations", organizationId, "regions"],
      queryFn: ({ signal }) =>
        data(
          api.GET("/organizations/{organizationId}/regions", {
            params: { path: { organizationId } },
            signal,
          }),
        ),
      refetchInterval: LATER,
    }),

  /** Every stack, those that are off or deleted too. Asked for more often while one of them is on its way. */
  stacks: (organizationId: string) =>
    queryOptions({
      queryKey: ["organizations", organizationId, "stacks"],
      queryFn: ({ signal }) =>
        data(
          api.GET("/organizations/{organizationId}/stacks", {
            params: { path: { organizationId }, query: { all: true } },
            signal,
          }),
        ),
      refetchInterval: ({ state }) => (state.data?.some((stack) => !settles(stack)) ? SOON : LATER),
    }),

  stack: (organizationId: string, stackId: string) =>
    queryOptions({
      queryKey: ["organizations", organizationId, "stacks", stackId],
      queryFn: ({ signal }) =>
        data(
          api.GET("/organizations/{organizationId}/stacks/{stackId}", {
            params: { path: { organizationId, stackId } },
            signal,
          }),
        ),
      refetchInterval: ({ state }) => (state.data && !settles(state.data) ? SOON : LATER),
    }),

  /** `pace` is the stack's own: modules move when the stack does. */
  modules: (organizationId: string, stackId: string, pace: "soon" | "later") =>
    queryOptions({
      queryKey: ["organizations", organizationId, "stacks", stackId, "modules"],
      queryFn: ({ signal }) =>
        data(
          api.GET("/organizations/{organizationId}/stacks/{stackId}/modules", {
            params: { path: { organizationId, stackId } },
            signal,
          }),
        ),
      refetchInterval: pace === "soon" ? SOON : LATER,
    }),

  serverInfo: () =>
    queryOptions({
      queryKey: ["server"],
      queryFn: async ({ signal }) => {
        const { data: info } = await api.GET("/_info", { signal });
        if (!info) throw ApiError.unreachable();
        return info;
      },
      staleTime: Infinity,
    }),
};

async function data<T>(answer: Promise<{ data?: { data: T } }>): Promise<T> {
  const { data: body } = await answer;
  // The client's middleware has thrown every failure before; what is left is a success without a body.
  if (!body) throw ApiError.unreachable();
  return body.data;
}
