# usage: start.sh FOLDER [COMMAND...]
# Renders the configuration from the environment into FOLDER, then runs COMMAND. Only with POSIX sh, mkdir and awk,
# because Alertmanager's image has little more.
set -eu
here=$(dirname "$0")
folder=$1
shift

export SMTP_SMARTHOST SMTP_FROM SMTP_REQUIRE_TLS ALERT_MAIL_TO JAEGER_URL GRAFANA_URL RUNBOOKS_URL
if [ -z "${SMTP_SMARTHOST:-}" ]; then
  # Mailpit accepts every mail, without TLS.
  SMTP_SMARTHOST=mailpit:1025
  SMTP_REQUIRE_TLS=false
  : "${SMTP_FROM:=alertmanager@shop.example}" "${ALERT_MAIL_TO:=on-call@shop.example}"
else
  : "${SMTP_FROM:?is needed with SMTP_SMARTHOST}" "${ALERT_MAIL_TO:?is needed with SMTP_SMARTHOST}"
  : "${SMTP_REQUIRE_TLS:=true}"
fi
: "${JAEGER_URL:=http://localhost:16686}" "${GRAFANA_URL:=http://localhost:3000}"
: "${RUNBOOKS_URL:=http://localhost:9090/user}"
JAEGER_URL=${JAEGER_URL%/} GRAFANA_URL=${GRAFANA_URL%/} RUNBOOKS_URL=${RUNBOOKS_URL%/}

# The rendered files contain secrets.
umask 077
mkdir -p "$folder/templates"
for file in "$here/alertmanager.yml" "$here"/templates/*.tmpl; do
  FOLDER=$folder awk '
    # Double quotes, which YAML and Go templates parse alike.
    function quoted(value,   result, i, c) {
      gsub(/[[:cntrl:]]/, "", value)
      for (i = 1; i <= length(value); i++) {
        c = substr(value, i, 1)
        result = result (c == "\\" || c == "\"" ? "\\" : "") c
      }
      return "\"" result "\""
    }

    function file(name,   path) {
      path = ENVIRON["FOLDER"] "/" name
      printf "%s", ENVIRON[name] > path
      close(path)
      return path
    }

    function filled(name) {
      return name ~ /^file:/ ? quoted(file(substr(name, 6))) : quoted(ENVIRON[name])
    }

    $1 == "#" && $2 == "if" { left_out = ENVIRON[$3] == ""; next }
    $1 == "#" && $2 == "end" { left_out = 0; next }
    left_out { next }
    {
      line = ""
      while (match($0, /[$][{](file:)?[A-Z_]+[}]/)) {
        line = line substr($0, 1, RSTART - 1) filled(substr($0, RSTART + 2, RLENGTH - 3))
        $0 = substr($0, RSTART + RLENGTH)
      }
      print line $0
    }' "$file" >"$folder/${file#"$here"/}"
done

[ $# -eq 0 ] || exec "$@"
