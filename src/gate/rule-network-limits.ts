import type { Visibility } from "../channels/index.ts";
import { countText, takesType } from "../channels/index.ts";
import type { Language } from "../kernel/caller.ts";
import type { Act } from "./act.ts";
import type { Facts } from "./facts.ts";
import { ofFilm } from "./film-limits.ts";
import { allow, deny, type Reason, type Rule } from "./rule.ts";

type Said = Omit<Reason, "rule">;

/** What the network takes: length as the network counts it, media, visibility. */
export const networkLimits: Rule = {
  name: "network-limits",
  check(act, facts) {
    const { capabilities, channel } = facts;
    if (
      capabilities &&
      !capabilities.acts.includes(act.kind) &&
      (act.kind === "edit" || act.kind === "remove")
    )
      return [act.kind === "edit" ? noEdits(channel.label) : noRemovals(channel.label)];
    if (!capabilities?.acts.includes(act.kind))
      return [
        deny({
          en: `Nothing can be said on ${channel.label} from here: this channel is read-only.`,
          es: `En ${channel.label} no se puede decir nada desde aquí: este canal es de solo lectura.`,
        }),
      ];
    if (act.kind === "like" || act.kind === "remove") return [];
    return [...ofText(act, facts), ...ofMedia(act, facts), ...ofAudience(act, facts)];
  },
};

const noEdits = (label: string) =>
  deny({
    en: `${label} does not let anybody change what stands there. Delete it, and say it anew.`,
    es: `${label} no deja cambiar lo publicado. Bórralo y publícalo de nuevo.`,
  });
const noRemovals = (label: string) =>
  deny({
    en: `${label} does not let this be deleted from here. Delete it on its own pages.`,
    es: `${label} no deja borrar esto desde aquí. Bórralo en sus propias páginas.`,
  });

function ofText(act: Act, { limits, channel, standing, capabilities, target }: Facts): Said[] {
  const said: Said[] = [];
  const pictures = act.kind === "post" && act.media.length > 0;
  if (act.text.trim() === "" && !pictures)
    said.push(deny({ en: "There is nothing to say yet.", es: "Todavía no hay nada que decir." }));
  const warning = act.contentWarning ?? target?.contentWarning ?? "";
  const count = countText(limits, standing, capabilities?.contentWarning ? warning : "");
  if (!count.fits && count.bytes)
    said.push(
      deny(
        {
          en: `Too heavy for ${channel.label}: ${count.bytes.used} bytes, and it takes ${count.bytes.most}. Emoji of several people weigh most.`,
          es: `Demasiado pesado para ${channel.label}: ${count.bytes.used} bytes, y admite ${count.bytes.most}. Los emojis de varias personas son los que más pesan.`,
        },
        { used: count.bytes.used, most: count.bytes.most, unit: "bytes" },
      ),
    );
  else if (!count.fits && count.most !== null)
    said.push(
      deny(
        {
          en: `${count.used - count.most} too many for ${channel.label}: with the signature it counts ${count.used}, and ${count.most} fit.`,
          es: `Sobran ${count.used - count.most} para ${channel.label}: con la firma cuenta ${count.used}, y caben ${count.most}.`,
        },
        { used: count.used, most: count.most, unit: count.unit },
      ),
    );
  return said;
}

/** "1.5 MB", "1,5 MB" */
const megabytes = (bytes: number, language: Language): string => {
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: bytes < 10_485_760 ? 1 : 0 });
  return `${number.format(bytes / (1024 * 1024))} MB`;
};

function ofMedia(act: Act, { capabilities, channel }: Facts): Said[] {
  if (act.media.length === 0) return [];
  const media = capabilities?.media;
  if (!media)
    return [
      deny({
        en: `${channel.label} takes no pictures or files here.`,
        es: `${channel.label} no admite aquí imágenes ni archivos.`,
      }),
    ];
  const said: Said[] = [];
  if (act.media.length > media.most)
    said.push(
      deny({
        en: `${channel.label} takes ${media.most} files at most; there are ${act.media.length}.`,
        es: `${channel.label} admite ${media.most} archivos como máximo; hay ${act.media.length}.`,
      }),
    );
  if (media.film?.alone && act.media.length > 1 && act.media.some(({ type }) => type.startsWith("video/")))
    said.push(
      deny({
        en: `On ${channel.label} a film stands alone: take the other files away, or put them into a post of their own.`,
        es: `En ${channel.label} un vídeo va solo: quita los demás archivos o ponlos en otra publicación.`,
      }),
    );
  for (const one of act.media) {
    const most = (one.film && media.film?.bytes) ?? media.bytes;
    if (one.bytes > most)
      said.push(
        deny({
          en: `“${one.name}” is too heavy for ${channel.label}: ${megabytes(one.bytes, "en")}, and ${megabytes(most, "en")} fit.`,
          es: `«${one.name}» pesa demasiado para ${channel.label}: ${megabytes(one.bytes, "es")}, y caben ${megabytes(most, "es")}.`,
        }),
      );
    if (!takesType(media.types, one.type))
      said.push(
        deny({
          en: `${channel.label} does not take files like “${one.name}” (${one.type}).`,
          es: `${channel.label} no admite archivos como «${one.name}» (${one.type}).`,
        }),
      );
    if (one.film && media.film) said.push(...ofFilm(one, one.film, media.film, channel.label));
    if (one.animated && media.still)
      said.push(
        allow({
          en: `“${one.name}” moves; ${channel.label} shows its first picture only.`,
          es: `«${one.name}» se mueve; ${channel.label} muestra solo su primera imagen.`,
        }),
      );
    if (media.alt && one.alt.trim() === "")
      said.push(
        deny(
          {
            en: `Describe “${one.name}” for those who cannot see it.`,
            es: `Describe «${one.name}» para quienes no pueden verla.`,
          },
          { fileId: one.fileId, missing: "alt" },
        ),
      );
  }
  return said;
}

const widths: readonly Visibility[] = ["direct", "followers", "unlisted", "public"];

function ofAudience(act: Act, { capabilities, channel, target }: Facts): Said[] {
  const said: Said[] = [];
  if (act.contentWarning && !capabilities?.contentWarning)
    said.push(
      deny({
        en: `${channel.label} has no content warnings of one's own.`,
        es: `${channel.label} no tiene avisos de contenido propios.`,
      }),
    );
  if (act.visibility && !capabilities?.visibilities.includes(act.visibility))
    said.push(
      deny({
        en: `${channel.label} does not know this visibility.`,
        es: `${channel.label} no conoce esta visibilidad.`,
      }),
    );
  else if (act.visibility && target && widths.indexOf(act.visibility) > widths.indexOf(target.visibility))
    said.push(
      deny(
        {
          en: "The answer would be seen by more people than what it answers. Choose the same visibility, or a narrower one.",
          es: "La respuesta la vería más gente que el mensaje al que responde. Elige la misma visibilidad, o una más estrecha.",
        },
        { asked: act.visibility, target: target.visibility },
      ),
    );
  return said;
}
