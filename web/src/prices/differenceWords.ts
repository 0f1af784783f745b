import { formatMoney } from "~/formats/money";
import { formatCount } from "~/formats/numbers";
import { isMessageId, type Say } from "~/words/say";

import { daysWords } from "./tariffWords";

const MONEY = /^(-?\d+\.\d\d) ([A-Z]{3})$/;

/** The name of a field that differs. Of one we do not know, the API's own. */
export function fieldWords(field: string, say: Say): string {
  const id = `prices.field_${field}`;
  return isMessageId(id) ? say(id) : field;
}

/** What the API says of a field, in the reader's words: "19.90 SEK", "60 s", bands and steps. */
export function valueWords(field: string, value: string, say: Say): string {
  if (value === "none") return say("prices.nothing");
  if (field === "unit")
    return isMessageId(`prices.unit_${value}`)
      ? say(`prices.unit_${value}` as "prices.unit_minute")
      : value;
  if (field === "vat_percent") return `${value.replace(".", ",")} %`;
  const [, seconds] = /^(\d+) s$/.exec(value) ?? [];
  if (seconds) return say("prices.seconds", { seconds: formatCount(Number(seconds)) });
  if (field === "steps" || field === "bands")
    return value
      .split("; ")
      .map((part) => partWords(part, say))
      .join("; ");
  return moneyWords(value);
}

function moneyWords(value: string): string {
  const [, amount, currency] = MONEY.exec(value) ?? [];
  return amount && currency ? formatMoney({ amount, currency }) : value;
}

// "after 900 s: 8.00 SEK/min", "mon, tue 18:00-24:00: 24.90 SEK/min, opening fee 5.00 SEK, in blocks of 60 s"
const STEP = /^after (\d+) s: ([^/]+)\/min/;
const BAND = /^([a-z, ]+) (\d\d:\d\d)-(\d\d:\d\d): ([^/]+)\/min/;

function partWords(part: string, say: Say): string {
  const [, after, stepRate] = STEP.exec(part) ?? [];
  const [, days, from, to, bandRate] = BAND.exec(part) ?? [];
  const [, fee] = /opening fee ([^,]+)/.exec(part) ?? [];
  const [, blocks] = /in blocks of (\d+) s/.exec(part) ?? [];
  const rest =
    (fee ? say("prices.says_band_fee", { fee: moneyWords(fee) }) : "") +
    (blocks ? say("prices.says_in_blocks", { seconds: blocks }) : "");
  if (after && stepRate)
    return (
      say("prices.says_step", {
        seconds: formatCount(Number(after)),
        rate: moneyWords(stepRate),
      }) + rest
    );
  if (days && from && to && bandRate)
    return (
      say("prices.says_band", {
        days: daysWords(days.split(", "), say),
        from,
        to,
        rate: moneyWords(bandRate),
      }) + rest
    );
  return part;
}
