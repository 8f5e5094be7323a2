package moltis.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import moltis.core.ConfigException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

    private final AddressGuard guard = AddressGuard.allowing(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.255.255.255",
                "10.0.0.0",
                "10.255.255.255",
                "100.64.0.0",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.0.1",
                "169.254.169.254",
                "169.254.170.2",
                "172.16.0.0",
                "172.31.255.255",
                "192.0.0.0",
                "192.0.0.8",
                "192.0.0.11",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.0.0",
                "192.168.255.255",
                "198.18.0.0",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "100.100.100.200",
                "168.63.129.16",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::ffff:0:127.0.0.1",
                "::127.0.0.1",
                "::8.8.8.8",
                "fc00::1",
                "fdff::1",
                "fd00:ec2::254",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "ff02::1",
                "2001:db8::1",
                "3fff::1",
                "100::1",
                "100:0:0:1::1",
                "64:ff9b:1::1",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b::a00:1",
                "2002:7f00:1::",
                "2002:808:808::1",
                "5f00::1",
                "2001::1",
                "2001:1::3",
                "2001:40::1"
            })
    void refuses_what_is_not_the_public_internet(String address) throws UnknownHostException {
        assertThat(guard.allows(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.0.9",
                "192.0.0.10",
                "192.0.1.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450::1",
                "2001:200::1",
                "2001:1::1",
                "2001:1::2",
                "2001:3::1",
                "2001:4:112::1",
                "2001:20::1",
                "2001:3f::1",
                "64:ff9b::808:808",
                "2003::1",
                "100:0:0:2::1"
            })
    void allows_what_is(String address) throws UnknownHostException {
        assertThat(guard.allows(InetAddress.getByName(address))).isTrue();
    }

    @Property(tries = 500)
    void an_ipv4_address_counts_the_same_inside_an_ipv6_one(@ForAll @Size(4) byte[] v4) throws UnknownHostException {
        boolean allowed = guard.allows(InetAddress.getByAddress(v4));

        assertThat(guard.allows(inside("64:ff9b::", v4))).isEqualTo(allowed);
        assertThat(guard.allows(inside("::ffff:0:0", v4))).isEqualTo(allowed);
        assertThat(guard.allows(inside("::", v4))).isFalse();
    }

    private static InetAddress inside(String prefix, byte[] v4) throws UnknownHostException {
        byte[] bytes = prefix.equals("::ffff:0:0")
                ? new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 0, 0, 0, 0}
                : InetAddress.getByName(prefix).getAddress();
        System.arraycopy(v4, 0, bytes, 12, 4);
        return InetAddress.getByAddress(bytes);
    }

    @Property(tries = 300)
    void every_way_of_writing_a_private_address_is_refused(@ForAll("privateNotations") String host) {
        // What this system does not take for an address reaches nothing at all.
        try {
            for (InetAddress address : InetAddress.getAllByName(host))
                assertThat(guard.allows(address)).isFalse();
        } catch (UnknownHostException notAnAddress) {
            assertThat(notAnAddress).isNotNull();
        }
    }

    @Provide
    Arbitrary<String> privateNotations() {
        return Arbitraries.integers().between(0, 0xffffff).flatMap(rest -> {
            int a = 127;
            int b = rest >> 16;
            int c = rest >> 8 & 255;
            int d = rest & 255;
            long all = ((long) a << 24) | rest;
            return Arbitraries.of(
                    a + "." + b + "." + c + "." + d,
                    a + "." + b + "." + (rest & 0xffff),
                    a + "." + rest,
                    "" + all,
                    "0x" + Long.toHexString(all),
                    "0x7f." + b + "." + c + "." + d,
                    "0" + Long.toOctalString(all),
                    "::ffff:" + a + "." + b + "." + c + "." + d,
                    "[::ffff:" + Integer.toHexString(a << 8 | b) + ":" + Integer.toHexString(rest & 0xffff) + "]",
                    "fe80::" + Integer.toHexString(rest & 0xffff) + "%lo",
                    "::" + a + "." + b + "." + c + "." + d);
        });
    }

    @Test
    void an_allowed_network_lets_its_addresses_pass_and_no_others() throws UnknownHostException {
        AddressGuard lenient = AddressGuard.allowing(List.of("172.22.0.0/16", "fd12::/32"));

        assertThat(lenient.allows(InetAddress.getByName("172.22.1.1"))).isTrue();
        assertThat(lenient.allows(InetAddress.getByName("fd12::1"))).isTrue();
        assertThat(lenient.allows(InetAddress.getByName("172.23.0.1"))).isFalse();
        assertThat(lenient.allows(InetAddress.getByName("127.0.0.1"))).isFalse();
    }

    @Test
    void a_cloud_that_tells_credentials_has_to_be_named_by_its_one_address() throws UnknownHostException {
        InetAddress metadata = InetAddress.getByName("169.254.169.254");

        assertThat(AddressGuard.allowing(List.of("0.0.0.0/0")).allows(metadata)).isFalse();
        assertThat(AddressGuard.allowing(List.of("169.254.0.0/16")).allows(metadata))
                .isFalse();
        assertThat(AddressGuard.allowing(List.of("169.254.169.254/32")).allows(metadata))
                .isTrue();
        assertThat(AddressGuard.allowing(List.of("169.254.169.254")).allows(metadata))
                .isTrue();
        assertThat(AddressGuard.allowing(List.of("fc00::/7")).allows(InetAddress.getByName("fd00:ec2::254")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "10.0.0.0/33", "10.0.0.0/-1", "10.0/8", "fc00::/129", "example.com/8", "10.0.0.0/8/8", "a"})
    void a_network_that_is_none_is_refused(String network) {
        assertThatThrownBy(() -> AddressGuard.allowing(List.of(network)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("'" + network + "' is not a network");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,10.255.1.1,true",
        "10.0.0.0/9,10.128.0.0,false",
        "0.0.0.0/0,8.8.8.8,true",
        "::/0,::1,true",
        "fc00::/7,fdff::,true",
        "fc00::/7,fe00::,false",
        "192.168.1.77/32,192.168.1.77,true",
        "192.168.1.77/31,192.168.1.76,true",
        "10.0.0.0/8,::1,false"
    })
    void a_network_holds_its_addresses(String network, String address, boolean held) throws UnknownHostException {
        assertThat(AddressRange.of(network)
                        .contains(InetAddress.getByName(address).getAddress()))
                .isEqualTo(held);
    }
}
