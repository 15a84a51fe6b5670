/** Words that people could say, in several languages. */
type Say = (random: () => number) => { language: string; text: string };

const vocabularies: Record<string, string> = {
  en: "the order that I placed last week has not arrived yet and nobody answers my messages could you please tell me when coffee will be back in your shop because we loved it at our wedding thank you so much for helping us with this machine it works again even better than before",
  es: "el pedido que hice la semana pasada todavía no ha llegado y nadie responde a mis mensajes podrían decirme cuándo volverá el café a la tienda porque nos encantó en nuestra boda muchas gracias por ayudarnos con la máquina ahora funciona incluso mejor que antes",
  fr: "la commande que nous avons passée la semaine dernière n'est toujours pas arrivée et personne ne répond pourriez vous me dire quand le café sera de nouveau dans votre boutique merci beaucoup pour votre aide avec cette machine elle marche encore mieux qu'avant",
  de: "die bestellung von letzter woche ist noch immer nicht angekommen und niemand antwortet auf meine nachrichten können sie mir bitte sagen wann es den kaffee wieder in ihrem laden gibt vielen dank für die hilfe mit der maschine sie läuft jetzt sogar besser als vorher",
  pt: "o pedido que fiz na semana passada ainda não chegou e ninguém responde às minhas mensagens poderiam dizer quando o café vai voltar para a loja porque adoramos no nosso casamento muito obrigado pela ajuda com a máquina agora funciona ainda melhor",
};

/** One maker for each language: six to forty words in one to four sentences. */
export const sentences: readonly Say[] = Object.entries(vocabularies).map(([language, text]) => {
  const words = text.split(" ");
  return (random) => {
    const length = 6 + Math.floor(random() ** 2 * 34);
    const said = Array.from({ length }, () => words[Math.floor(random() * words.length)] as string);
    for (let at = 9; at < said.length; at += 10) said[at] += ".";
    // Names, numbers and typing errors make most of a real vocabulary: words that hardly occur twice.
    said.push(`${Math.floor(random() * 1_000_000).toString(36)}x`);
    return { language, text: `${said.join(" ")}.` };
  };
});
