#!/bin/sh
# What the tests need besides Python: a browser with fonts, a voice, and a JDK with Maven for Elasticsearch.
# Installs it as root on Debian and its kin; elsewhere says what is missing (those tests then skip and say why).
set -u
missing=
command -v chromium >/dev/null || [ -x /usr/bin/chromium ] || missing="$missing chromium"
[ -d /usr/share/fonts/truetype/wqy ] || missing="$missing fonts-wqy-microhei"
[ -f /usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc ] || missing="$missing fonts-noto-cjk"
command -v espeak-ng >/dev/null || missing="$missing espeak-ng"
command -v java >/dev/null || missing="$missing default-jdk-headless"
command -v mvn >/dev/null || missing="$missing maven"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing for the tests:$missing"
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086
    apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing >/dev/null && exit 0
fi
echo "Missing for some tests:$missing" >&2
echo "  Debian, Ubuntu: sudo apt-get install$missing" >&2
[ -z "${CI:-}" ]
