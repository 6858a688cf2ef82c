package io.timeoutchain;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is public says what it is, in this module and in the one that stands on it. */
class PublicTypesTest {

    @ParameterizedTest
    @ValueSource(strings = {"../chain", "../auditor"})
    void every_public_type_says_what_it_is(String module) throws IOException {
        Path sources = Path.of(module, "src/main/java");
        List<Path> files;
        try (Stream<Path> found = Files.walk(sources)) {
            files = found.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .toList();
        }
        assertThat(files).as("sources of %s", module).hasSizeGreaterThan(10);
        assertThat(undocumented(files)).isEmpty();
    }

    private static List<String> undocumented(List<Path> files) throws IOException {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK");
        List<String> missing = new ArrayList<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
            DocTrees docs = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new Scanner(docs, unit, missing).scan(unit, false);
            }
        }
        return missing;
    }

    /** Walks through types; the parameter tells whether the type around is an interface, whose members are public. */
    private static final class Scanner extends TreePathScanner<Void, Boolean> {

        private final DocTrees docs;
        private final String file;
        private final List<String> missing;

        Scanner(DocTrees docs, CompilationUnitTree unit, List<String> missing) {
            this.docs = docs;
            this.file = Path.of(unit.getSourceFile().toUri()).getFileName().toString();
            this.missing = missing;
        }

        @Override
        public Void visitClass(ClassTree type, Boolean inInterface) {
            if (!isPublic(type.getModifiers(), inInterface)) {
                return null;
            }
            boolean isAnonymous = type.getSimpleName().isEmpty();
            if (!isAnonymous && docs.getDocComment(getCurrentPath()) == null) {
                missing.add(file + ": " + type.getSimpleName());
            }
            boolean isInterface = type.getKind() == Tree.Kind.INTERFACE;
            type.getMembers().forEach(member -> scan(member, isInterface));
            return null;
        }

        private static boolean isPublic(ModifiersTree modifiers, boolean inInterface) {
            return inInterface || modifiers.getFlags().contains(Modifier.PUBLIC);
        }
    }
}
