package systole.onnx.pass;

import java.util.function.UnaryOperator;
import systole.onnx.model.Model;

/** One way to make a model simpler, by itself; {@link Passes} runs several in their order. */
public enum Pass {
    /** Nodes that read constants only become constants. */
    CONSTANT_FOLDING(ConstantFolding::apply),
    /** Identity and Dropout go: their readers read what they read. */
    IDENTITY_REMOVAL(IdentityRemoval::apply),
    /** A Pad by zeros in front of a convolution or an average pool becomes part of its padding. */
    PAD_FUSION(PadFusion::apply),
    /** A batch normalisation behind a convolution that nothing else reads becomes part of its weights and bias. */
    BATCH_NORM_FOLDING(BatchNormFolding::apply),
    /** An addition behind a convolution that nothing else reads becomes part of it, as ONNX Runtime's FusedConv. */
    ADD_FUSION(ConvolutionFusion::additions),
    /** An activation behind such a convolution likewise. */
    ACTIVATION_FUSION(ConvolutionFusion::activations),
    /** Nodes and constants go that no output depends on. */
    DEAD_CODE(DeadCode::apply);

    private final UnaryOperator<Model> function;

    Pass(UnaryOperator<Model> function) {
        this.function = function;
    }

    /** The simpler model. */
    public Model apply(Model model) {
        return function.apply(model);
    }
}
