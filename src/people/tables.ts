declare module "../kernel/tables.ts" {
  interface Tables {
    person: {
      workspace_id: string;
      id: string;
      name: string;
      avatar_url: string | null;
      first_seen_at: Time;
      last_seen_at: Time;
      message_count: number;
      reaction_count: number;
    };
    identity: {
      workspace_id: string;
      id: string;
      person_id: string;
      network: string;
      external_id: string;
      handle: string;
      name: string;
      avatar_url: string | null;
      url: string | null;
      bio: string | null;
      bot: boolean;
      own: boolean;
      first_seen_at: Time;
      last_seen_at: Time;
      message_count: number;
      reaction_count: number;
    };
  }
}

export {};
