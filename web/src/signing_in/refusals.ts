import { ConnectionLostError } from "~/api/problem";
import type { Say } from "~/words/say";

/** Why the user pool refused, by the name of its error; where that says little, by its words. */
export function refusalWords(error: unknown, say: Say): string {
  if (error instanceof ConnectionLostError) return say("signing_in.unreachable");
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  switch (name) {
    case "NotAuthorizedException":
      return unauthorizedWords(message, say);
    case "UserNotFoundException":
      return say("signing_in.wrong");
    case "CodeMismatchException":
    case "EnableSoftwareTokenMFAException":
    case "ExpiredCodeException": // it opened once already
      return say("signing_in.wrong_code");
    case "InvalidPasswordException":
      return say("signing_in.weak_password");
    case "LimitExceededException":
    case "TooManyFailedAttemptsException":
    case "TooManyRequestsException":
      return say("signing_in.too_often");
    // Amplify's own, when it has forgotten what the user pool asked for.
    case "SignInException":
      return say("signing_in.too_slow");
    case "NetworkError":
      return say("signing_in.unreachable");
    default:
      return say("signing_in.failed", { detail: message });
  }
}

function unauthorizedWords(message: string, say: Say): string {
  if (/disabled/i.test(message)) return say("signing_in.barred");
  if (/attempts exceeded/i.test(message)) return say("signing_in.too_often");
  if (/password has expired|account has expired/i.test(message))
    return say("signing_in.invitation_over");
  if (/invalid session|session is expired/i.test(message)) return say("signing_in.too_slow");
  return say("signing_in.wrong");
}
