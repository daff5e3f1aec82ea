#!/bin/sh
# Sets up what the jobs of the Makefile need: `setup.sh run` what the program needs, `setup.sh test` what working on it
# needs too, `setup.sh build` what packing it needs besides. On Debian what is missing is installed by apt when we may;
# elsewhere it is listed. Quick when all is there.
set -eu
cd "$(dirname "$0")/.."
level=${1:-test}

# ------------------------------------------------------------------------------- what the system has to bring
# A library is known by its file and a program by its name, so that it does not matter who installed it.
libraries="libglib-2.0.so.0:libglib2.0-0 libGL.so.1:libgl1 libEGL.so.1:libegl1 libxkbcommon.so.0:libxkbcommon0
libdbus-1.so.3:libdbus-1-3 libfontconfig.so.1:libfontconfig1 libgssapi_krb5.so.2:libgssapi-krb5-2
libxcb-cursor.so.0:libxcb-cursor0 libxkbcommon-x11.so.0:libxkbcommon-x11-0 libxcb-icccm.so.4:libxcb-icccm4
libxcb-keysyms.so.1:libxcb-keysyms1 libxcb-shape.so.0:libxcb-shape0"
for_tests="soffice:libreoffice-calc-nogui pdftoppm:poppler-utils Xvfb:xvfb xauth:xauth"
case $level in
    run) programs="" what="." enough="run test build" ;;
    test) programs=$for_tests what=".[dev]" enough="test build" ;;
    build) programs="$for_tests objdump:binutils" what=".[dev,build]" enough="build" ;;
    *) echo "setup.sh run, test or build" >&2 && exit 2 ;;
esac

# PyInstaller packs Python itself, for which the system's Python keeps its library apart.
if [ "$level" = build ] && [ -x /usr/bin/python3 ]; then
    version=$(/usr/bin/python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    libraries="$libraries libpython$version.so.1.0:libpython$version"
fi

suitable='import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))'
find_python() {
    for candidate in ${PYTHON:-} python3 python3.11 python3.12 python3.13; do
        if "$candidate" -c "$suitable" 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
}

missing=""
known=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null || true)
for pair in $libraries; do
    case $known in *"${pair%%:*}"*) ;; *) missing="$missing ${pair##*:}" ;; esac
done
for pair in $programs; do
    command -v "${pair%%:*}" >/dev/null || missing="$missing ${pair##*:}"
done
# Debian keeps the server's programs out of the path.
if [ "$level" != run ] && ! command -v initdb >/dev/null && ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
    missing="$missing postgresql"
fi
if [ -z "$(find_python)" ]; then
    version=$(python3 -c 'import sys; print(f"3.{max(sys.version_info[1], 11)}")' 2>/dev/null || echo 3.11)
    missing="$missing python$version python$version-venv"
fi

give_up() {
    echo "Taika needs packages that are missing here, and may not install them:" >&2
    for package in $missing; do echo "    $package" >&2; done
    echo "As root on Debian:  apt-get install$missing" >&2
    exit 1
}

if [ -n "$missing" ]; then
    command -v apt-get >/dev/null || give_up
    as_root=""
    if [ "$(id -u)" != 0 ]; then
        # Without a terminal sudo cannot ask for a password.
        if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then as_root=sudo; else give_up; fi
    fi
    echo "Installing by apt:$missing"
    log=$(mktemp)
    $as_root apt-get -qq update </dev/null >"$log" 2>&1 || true
    # shellcheck disable=SC2086  # a list of names
    if ! $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $missing \
        </dev/null >>"$log" 2>&1; then
        cat "$log" >&2
        give_up
    fi
    rm -f "$log"
fi

# ------------------------------------------------------------------------------- the virtual environment
# The stamp changes with whatever decides what is installed, and with the place: an environment cannot be moved.
wanted=$({ pwd; cat pyproject.toml constraints.txt .ci/setup.sh; } | sha256sum | cut -d ' ' -f 1)
if [ -x .venv/bin/python ] && .venv/bin/python -c '' 2>/dev/null; then
    for done in $enough; do
        if [ "$(cat ".venv/ready-$done" 2>/dev/null)" = "$wanted" ]; then exit 0; fi
    done
else
    echo "Creating the virtual environment .venv"
    "$(find_python)" -m venv --clear .venv
fi
echo "Installing Taika and its dependencies into .venv; the first time this takes some minutes"
.venv/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e "$what"
echo "$wanted" >.venv/ready-"$level"
