/* Days and moments as people write them, in the county's zone. */

import { one, say } from "./parts.js";

const ZONE = "Asia/Shanghai";
const DAY = 86_400_000;
const tongue = () => (document.documentElement.lang === "en" ? "en-GB" : "zh-CN");
const written = (options) => new Intl.DateTimeFormat(tongue(), { timeZone: ZONE, ...options });

/** Return the county's day of a moment as 2026-08-05. */
export const dayOf = (moment = new Date()) => new Intl.DateTimeFormat("sv-SE", { timeZone: ZONE }).format(moment);

/** Return the county's hour of a moment as 09:30. */
export const hourOf = (moment = new Date()) => new Intl.DateTimeFormat("sv-SE", { timeZone: ZONE, timeStyle: "short" }).format(moment);

/** 2026年8月5日, 5 August 2026 */
export const day = (iso) => written({ dateStyle: "long" }).format(noon(iso));

/** 8月5日, 5 August */
export const dayOfYear = (iso) => written({ month: "long", day: "numeric" }).format(noon(iso));

/** 2026年8月5日 09:30 */
export const moment = (when) => `${day(dayOf(when))} ${written({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(when)}`;

/** When something was heard: the day alone where its noon stands for a day of which nobody knows the hour. */
export const heard = (when) => (when.getTime() === noon(dayOf(when)).getTime() ? day(dayOf(when)) : moment(when));

/** How long ago, in the largest unit that fits: 2 小时前. */
export function ago(when) {
  const minutes = Math.max(0, Math.round((Date.now() - when) / 60_000));
  if (minutes < 1) return say("just-now");
  if (minutes < 60) return say("minutes-ago", { num: minutes });
  const hours = Math.round(minutes / 60);
  return hours < 48 ? say("hours-ago", { num: hours }) : say("days-ago", { num: Math.round(hours / 24) });
}

/** A deadline as parts/deadline.html has it; `over` for what is done with. */
export function deadline(iso, over) {
  const left = Math.round((noon(iso) - noon(dayOf())) / DAY);
  const told = left > 0 ? say("days-left", { num: left }) : left === 0 ? say("last-day") : say("days-over", { num: -left });
  const shown = say("weekday-day", { weekday: written({ weekday: "short" }).format(noon(iso)), day: day(iso) });
  return one("part-deadline", { iso, day: shown, left: over ? "" : told, face: `deadline${left <= 0 && !over ? " late" : ""}` });
}

function noon(iso) { return new Date(`${iso}T12:00:00+08:00`); }
