import { api, type components } from "~/api/client";
import type { List } from "~/api/useList";
import { useRead, type Read } from "~/api/useRead";
import { useWholeList } from "~/api/useWholeList";

export type ArticleSummary = components["schemas"]["ArticleSummary"];
export type Article = components["schemas"]["Article"];

/** All that are on sale now, in any price list. */
export function useArticles(options: { when?: boolean } = {}): List<ArticleSummary> {
  return useWholeList(["articles"], (signal) => api.GET("/articles", { signal }), options);
}

export function useArticle(number: string): Read<Article> {
  return useRead(["articles", number], (signal) =>
    api.GET("/articles/{article}", { params: { path: { article: number } }, signal }),
  );
}
