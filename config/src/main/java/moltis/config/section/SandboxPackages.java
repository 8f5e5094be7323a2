package moltis.config.section;

import java.util.List;

/** The Debian packages of the sandbox image when the file names none. */
final class SandboxPackages {

    static final List<String> DEFAULT = List.of("""
            curl wget ca-certificates dnsutils netcat-openbsd openssh-client iproute2 net-tools
            python3 python3-dev python3-pip python3-venv python-is-python3 nodejs ruby ruby-dev golang-go php-cli
            php-mbstring php-xml php-curl default-jdk maven perl
            build-essential clang libclang-dev llvm-dev pkg-config libssl-dev libsqlite3-dev libyaml-dev liblzma-dev
            autoconf automake libtool bison flex dpkg-dev fakeroot cmake ninja-build
            zip unzip bzip2 xz-utils p7zip-full tar zstd lz4 pigz
            git gnupg2 jq rsync file tree sqlite3 sudo locales tzdata shellcheck patchelf git-lfs gh gettext lsb-release
            software-properties-common yamllint ripgrep fd-find yq tmux
            chromium libxss1 libnss3 libnspr4 libasound2t64 libatk1.0-0t64 libatk-bridge2.0-0t64 libcups2t64 libdrm2
            libgbm1 libgtk-3-0t64 libxcomposite1 libxdamage1 libxfixes3 libxrandr2 libxkbcommon0 fonts-liberation
            imagemagick graphicsmagick libvips-tools pngquant optipng jpegoptim webp libimage-exiftool-perl libheif-dev
            ffmpeg sox lame flac vorbis-tools opus-tools mediainfo
            pandoc poppler-utils ghostscript texlive-latex-base texlive-latex-extra texlive-fonts-recommended antiword
            catdoc unrtf libreoffice-core libreoffice-writer
            csvtool xmlstarlet html2text dos2unix miller datamash postgresql-client default-mysql-client ansible
            gdal-bin mapnik-utils osm2pgsql osmium-tool osmctools python3-mapnik libgdal-dev
            vdirsyncer khal python3-caldav isync offlineimap3 notmuch notmuch-mutt aerc mutt neomutt tin slrn
            python3-discord
            """.strip().split("\\s+"));

    private SandboxPackages() {}
}
