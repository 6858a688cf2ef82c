package io.timeoutchain.product.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShellScriptTest {

    @Test
    void comments_empty_lines_and_indentation_go_and_everything_else_stays() {
        assertThat(ShellScript.compact("""
                        #!/bin/sh
                        if true; then

                            # why
                            echo 'a # b' # here
                        fi""")).isEqualTo("if true; then\necho 'a # b' # here\nfi\n");
    }
}
