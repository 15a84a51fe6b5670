import { type MigrationDatabase, searchView, statements, tenantTable } from "../../kernel/schema.ts";

export async function up(database: MigrationDatabase): Promise<void> {
  await tenantTable(
    database,
    "media",
    `file_id uuid not null, source_sha256 text not null, sha256 text not null, kind text not null
       check (kind in ('image','video','file')),
     name text not null, alt text not null, focal_x real, focal_y real, width int, height int, animated boolean not null,
     seconds real, video_codec text, audio_codec text, frame_rate real, made_by uuid not null,
     made_at timestamptz not null, primary key (workspace_id, file_id), unique (workspace_id, source_sha256),
     foreign key (workspace_id, file_id) references file (workspace_id, id),
     foreign key (workspace_id, made_by) references teammate (workspace_id, user_id)`,
  );
  await statements(
    database,
    `create index media_bytes on media (workspace_id, sha256)`,
    `create index media_kind on media (workspace_id, kind, file_id)`,
    `create index delivery_media_file on delivery_media (workspace_id, file_id)`,
    // Which posts name which files, from the words themselves, so that it cannot differ from them.
    `create index post_files on post using gin (jsonb_path_query_array(base, '$.**.fileId'))`,
    `create index variant_files on variant using gin (jsonb_path_query_array(own, '$.**.fileId'))`,
  );
  await searchView(
    database,
    "post_media",
    `id as post_id, jsonb_path_query_array(base, '$.**.fileId') as files`,
    "post",
  );
  await searchView(
    database,
    "variant_media",
    `post_id, jsonb_path_query_array(own, '$.**.fileId') as files`,
    "variant",
  );
}
