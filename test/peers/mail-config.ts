/** The settings of the private dovecot and postfix: everything in one folder, on loopback ports of their own. */

export interface MailPorts {
  imap: number;
  lmtp: number;
  /** Where postfix asks dovecot about passwords. */
  auth: number;
  smtp: number;
}

/** Dovecot 2.3's settings. Boxes are Maildirs under `FOLDER/boxes/ADDRESS`. */
export function dovecotConfig(folder: string, ports: MailPorts): string {
  return `
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
first_valid_uid = 1
mail_location = maildir:${folder}/boxes/%u
mail_max_userip_connections = 100
auth_mechanisms = plain login
# A wrong password is answered at once; the delay that slows guessing would only slow the tests.
auth_failure_delay = 0
namespace inbox {
  inbox = yes
  separator = /
  mailbox Drafts {
    auto = subscribe
    special_use = \\Drafts
  }
  mailbox Sent {
    auto = subscribe
    special_use = \\Sent
  }
  mailbox Junk {
    auto = subscribe
    special_use = \\Junk
  }
}
passdb {
  driver = passwd-file
  args = username_format=%u ${folder}/users
}
userdb {
  driver = static
  args = uid=mail gid=mail home=${folder}/boxes/%u allow_all_users=no
}
service imap-login {
  inet_listener imap {
    address = 127.0.0.1
    port = ${ports.imap}
  }
  inet_listener imaps {
    port = 0
  }
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = ${ports.lmtp}
  }
}
service auth {
  inet_listener {
    address = 127.0.0.1
    port = ${ports.auth}
  }
}
protocol lmtp {
  auth_username_format = %Lu
}
`;
}

/** Postfix's main.cf. \`default_transport = error\` is what keeps test mail on this machine. */
export function postfixMain(folder: string, ports: MailPorts, domains: readonly string[]): string {
  return `
compatibility_level = 3.6
queue_directory = ${folder}/queue
data_directory = ${folder}/data
maillog_file = ${folder}/log/mail.log
maillog_file_prefixes = ${folder}/log
myhostname = mail.test.local
mydomain = test.local
mydestination =
mynetworks =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
virtual_mailbox_domains = ${domains.join(" ")}
virtual_transport = lmtp:inet:127.0.0.1:${ports.lmtp}
default_transport = error:no outside mail in tests
relay_transport = error:no outside mail in tests
alias_maps =
alias_database =
local_recipient_maps =
smtpd_tls_security_level = none
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:${ports.auth}
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = permit_sasl_authenticated, reject
smtpd_client_connection_count_limit = 0
message_size_limit = 52428800
biff = no
`;
}

/** Debian's own master.cf with the SMTP service moved from port 25 to ours, and no chroot (its queue is bare). */
export function postfixMaster(shipped: string, ports: MailPorts): string {
  return shipped
    .split("\n")
    .map((line) => {
      const fields = line.split(/\s+/);
      if (line.startsWith("#") || line.startsWith(" ") || fields.length < 8) return line;
      if (fields[0] === "smtp" && fields[1] === "inet") fields[0] = `127.0.0.1:${ports.smtp}`;
      fields[4] = "n";
      return fields.join(" ");
    })
    .join("\n");
}
