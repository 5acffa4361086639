/** What a status usually means here; the same words as ops._status_advice. */
export function statusAdvice(status: number): string {
  if (status >= 200 && status < 300) return "now look whether its effect is there";
  if (status >= 300 && status < 400)
    return "a redirect: the address is not that of the functions; it was not followed";
  return known[status] ?? (status >= 500 ? failed : "answered, but not with success");
}

const failed = "it failed: its logs say why (dashboard, Edge Functions)";

const known: Readonly<Record<number, string>> = {
  401: "refused: the secret is wrong or in the wrong header, or the gateway wants a token",
  403: "refused: the caller is known and may not",
  404: "not there: it is not deployed, or the address is wrong",
  429: "too many calls: the platform or a provider says wait",
  503: "not ready: a secret is missing in its environment, or the platform is starting it",
  546: "the platform ended it: out of memory or time",
};
