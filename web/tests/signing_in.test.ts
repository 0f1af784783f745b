import { describe, expect, it } from "vitest";

import { refusalWords } from "~/signing_in/refusals";
import { sv, type MessageId } from "~/words/sv";

const say = (id: MessageId, values: Record<string, string | number> = {}) =>
  Object.entries(values).reduce(
    (text, [name, value]) => text.replace(`{${name}}`, String(value)),
    sv[id],
  );

function wordsFor(name: string, message = "") {
  return refusalWords(Object.assign(new Error(message), { name }), say);
}

// In the words of Cognito, which has one name for many of them.
describe("what the user pool refuses", () => {
  it("is told apart where the name is the same", () => {
    for (const [message, words] of [
      ["Incorrect username or password.", "signing_in.wrong"],
      ["User is disabled.", "signing_in.barred"],
      ["Password attempts exceeded", "signing_in.too_often"],
      [
        "Temporary password has expired and must be reset by an administrator.",
        "signing_in.invitation_over",
      ],
      ["Invalid session for the user, session is expired.", "signing_in.too_slow"],
      ["Invalid session for the user.", "signing_in.too_slow"],
    ] as const)
      expect([message, wordsFor("NotAuthorizedException", message)]).toEqual([message, sv[words]]);
  });

  it("has a sentence for each name", () => {
    for (const [name, words] of [
      ["CodeMismatchException", "signing_in.wrong_code"],
      ["EnableSoftwareTokenMFAException", "signing_in.wrong_code"],
      ["ExpiredCodeException", "signing_in.wrong_code"],
      ["InvalidPasswordException", "signing_in.weak_password"],
      ["LimitExceededException", "signing_in.too_often"],
      ["SignInException", "signing_in.too_slow"],
      ["NetworkError", "signing_in.unreachable"],
    ] as const)
      expect([name, wordsFor(name)]).toEqual([name, sv[words]]);
  });

  it("is told in its own words where we have none", () => {
    expect(wordsFor("InternalErrorException", "Something is off")).toBe(
      "Det gick inte: Something is off",
    );
  });
});
