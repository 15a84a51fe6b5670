import { useLingui } from "@lingui/react/macro";
import { TextInput } from "@mantine/core";
import { IconChartBar, IconQuote } from "@tabler/icons-react";
import { memo, useState } from "react";
import type { Content } from "../../src/publishing/content.ts";
import type { Channel } from "../inbox/shapes.ts";
import { CardField, CardOffer } from "./card-field.tsx";
import { CommentButton, commented } from "./commenting.tsx";
import type { Field } from "./doc.ts";
import { linkIn } from "./link-in.ts";
import { newPoll, PollField } from "./poll-field.tsx";
import { QuoteField } from "./quote-field.tsx";

/** What a post carries beside words and pictures. Each is offered where a chosen channel has it. */
export const CarriedFields = memo(function CarriedFields({
  channelId,
  link,
  card,
  poll,
  quote,
  subject,
  channels,
  locked,
  addsClass,
  write,
}: Pick<Content, "card" | "poll" | "quote" | "subject"> & {
  /** null: what every channel says. */
  channelId: string | null;
  /** The first link in the words. */
  link: string | undefined;
  channels: readonly Channel[];
  locked: boolean;
  addsClass: string | undefined;
  write(field: Field, value: unknown): void;
}) {
  const { t } = useLingui();
  const [quoting, setQuoting] = useState(false);
  const carries = channels.flatMap(({ capabilities }) => capabilities.carries ?? []);
  const polls = carries.flatMap((one) => one.poll ?? []);
  const may = {
    card: carries.some((one) => one.card === "given"),
    quote: carries.some((one) => one.quote !== "none"),
    subject: carries.some((one) => one.subject),
  };
  const offers = !locked && {
    card: may.card && !card && link,
    poll: polls.length > 0 && !poll,
    quote: may.quote && quote === undefined && !quoting,
  };
  return (
    <>
      {(may.subject || subject) && (
        <TextInput
          wrapperProps={commented(channelId, "subject")}
          rightSection={<CommentButton channelId={channelId} field="subject" name={t`Subject`} />}
          label={t`Subject`}
          value={subject ?? ""}
          maxLength={500}
          readOnly={locked}
          onChange={(event) => write("subject", event.target.value || null)}
        />
      )}
      {card && may.card && <CardField card={card} locked={locked} write={write} />}
      {(quote !== undefined || quoting) && (
        <QuoteField quote={quote} locked={locked} write={write} onClose={() => setQuoting(false)} />
      )}
      {poll && (
        <PollField
          poll={poll}
          most={{
            options: Math.min(10, ...polls.map(({ options }) => options)),
            length: Math.min(200, ...polls.map(({ length }) => length)),
          }}
          locked={locked}
          write={write}
        />
      )}
      {offers && (offers.card || offers.poll || offers.quote) && (
        <div className={addsClass}>
          {offers.card && <CardOffer key={offers.card} url={offers.card} write={write} />}
          {offers.quote && (
            <button type="button" onClick={() => setQuoting(true)}>
              <IconQuote size={16} stroke={1.7} />
              {t`Quote a message`}
            </button>
          )}
          {offers.poll && (
            <button type="button" onClick={() => write("poll", newPoll)}>
              <IconChartBar size={16} stroke={1.7} />
              {t`Poll`}
            </button>
          )}
        </div>
      )}
    </>
  );
});

/** The first link in the words of a post. */
export const linkOf = ({ parts }: Content): string | undefined =>
  parts.map(({ text }) => linkIn(text)).find((one) => one !== undefined);
