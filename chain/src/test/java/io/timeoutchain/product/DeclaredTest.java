package io.timeoutchain.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Gap;
import io.timeoutchain.model.Product;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Source;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeclaredTest {

    private static final Setting KEEP_ALIVE =
            Setting.of(Product.CLIENT, "keep-alive", "keep-alive {seconds}", Role.REUSE_WINDOW);

    @Test
    void what_is_not_declared_is_a_gap_that_says_how_to_declare_it() {
        assertThat(Declared.secondsOrNever(Attributes.of("client", Map.of()), KEEP_ALIVE, "never"))
                .hasToString(Reading.unread(new Gap(
                                "keep-alive of client",
                                "it cannot be read from outside and is not declared",
                                "declare keep-alive under client in timeout-chain.yaml"))
                        .toString());
    }

    @Test
    void the_word_for_never_is_understood_as_it_is_written() {
        assertThat(declared("never", "never").known()).contains(Bound.never());
        assertThat(declared("None", "None").known()).contains(Bound.never());
        assertThat(declared("Never", "never").missing()).isPresent();
        assertThat(declared("never", "None").missing()).isPresent();
    }

    @Test
    void connections_are_reused_unless_for_no_time() {
        assertThat(Declared.reuses(stated(Bound.ofSeconds(0))).known()).contains(false);
        assertThat(Declared.reuses(stated(Bound.ofSeconds(1))).known()).contains(true);
        assertThat(Declared.reuses(stated(Bound.never())).known()).contains(true);
        assertThat(Declared.reuses(Reading.unread(Declared.undeclared(KEEP_ALIVE)))
                        .missing())
                .contains(Declared.undeclared(KEEP_ALIVE));
    }

    private static Reading<Bound> declared(String text, String never) {
        return Declared.secondsOrNever(Attributes.of("client", Map.of("keep-alive", text)), KEEP_ALIVE, never);
    }

    private static Reading<Bound> stated(Bound bound) {
        return Reading.stated(bound, new Source("timeout-chain.yaml:1"));
    }
}
