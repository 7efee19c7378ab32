import Foundation

/// The screens that lessons speak of: how a run begins, the keys to press, and what has to be there to be read at 80×20, which is
/// what 80×24 leaves beside four lines of a lesson.
extension LessonScreen {
    static let all: [LessonScreen] =
        [
            sum, delta, update, rate, chain, blame, line, hidden, surprise, five, batch, epochs, vanish, relu, start, explode,
            norm, adam, unseen, conv, time, look, check, clinic,
        ].flatMap { $0 }

    private static let sum = [
        LessonScreen(
            "sum", "--load l1.safetensors l1.yaml", panes: "network explain", keys: "1 s", shows: ["grain term", "BATCH"]),
        LessonScreen(
            "sum", "--load l1.safetensors l1.yaml", panes: "network explain", keys: "1 s s",
            shows: ["+ 0.500 × 2.00", "so far", "1.000"]),
        LessonScreen(
            "sum", "--load l1.safetensors l1.yaml", panes: "network explain", keys: "1 s s s",
            shows: ["− 1.00 × 1.00", "so far··········"]),
        LessonScreen(
            "sum", "--load l1.safetensors l1.yaml", panes: "network explain", keys: "1 s s s s", shows: ["= z₁[0]", "0.5000"]),
        LessonScreen(
            "sum", "--load l1.safetensors l1.yaml", panes: "network explain", keys: "1 s s s s s",
            shows: ["a = relu(z) = max(0, z) 0.500"]),
        LessonScreen(
            "sum", "--load l1.safetensors l1.yaml", panes: "network explain", keys: "1 s*5 E \"-1\" Enter",
            shows: ["− 1.00 b", "a = relu(z) = max(0, z) 0", "[·] z −1.00 a 0"]),
        LessonScreen(
            "sum", "--load l1.safetensors l1.yaml", panes: "network explain", keys: "\":set w[1,0,0] 1.5\" Enter s*3",
            shows: ["z = Σ w·x + b 2.50"]),
    ]

    private static let delta = [
        LessonScreen(
            "delta", "--load l1.safetensors l1.yaml", panes: "network prediction explain", keys: "s s s",
            shows: ["0.50 −0.50", "actual−desired"]),
        LessonScreen(
            "delta", "--load l1.safetensors l1.yaml", panes: "network prediction explain", keys: "s s s s",
            shows: ["LOSS L = (a − y)² 0.250"]),
        LessonScreen(
            "delta", "--load l1.safetensors l1.yaml", panes: "network prediction explain", keys: "s*4 E \"0.6\" Enter",
            shows: ["LOSS L = (a − y)² 0.160"]),
        LessonScreen(
            "delta", "--load l1.safetensors l1.yaml", panes: "network prediction explain", keys: "s*4 E \"0.6\" Enter u",
            shows: ["∂L/∂a = 2(a − y) −1.00"]),
        LessonScreen(
            "delta", "--load l1.safetensors l1.yaml", panes: "network prediction explain", keys: "s*5",
            shows: ["δ = ∂L/∂z = ∂L/∂a·f′(z) −1.00", "[▼] z 0.500", "δ −1.00 y 1.00"]),
        LessonScreen(
            "delta", "--load l1.safetensors l1.yaml", panes: "network prediction explain", keys: "s*5 E \"-2\" Enter",
            shows: ["= −2.00 × 0", "δ = ∂L/∂z = ∂L/∂a·f′(z) 0"]),
    ]

    private static let update = [
        LessonScreen(
            "update", "--load l1.safetensors l1.yaml", panes: "network explain", keys: "s*5", shows: ["∂L/∂w = δ·x not yet"]),
        LessonScreen(
            "update", "--load l1.safetensors l1.yaml", panes: "network explain", keys: "s*6",
            shows: ["∂L/∂w = δ·x −2.00", "= −1.00 × 2.00"]),
        LessonScreen(
            "update", "--load l1.safetensors l1.yaml", panes: "network explain", keys: "s*6 >",
            shows: ["w₁[0,1]", "= −1.00 × 1.00"]),
        LessonScreen(
            "update", "--load l1.safetensors l1.yaml", panes: "network watches explain", keys: "\":watch w[1,0,0]\" Enter s*6",
            shows: ["w[1,0,0]", "0.5000"]),
        LessonScreen(
            "update", "--load l1.safetensors l1.yaml", panes: "network explain", keys: "s*7",
            shows: ["Δw = −η·∂L/∂w 0.200", "w 0.500000 → 0.700000", "batch loss was 0.2500, is 0.01000"]),
        LessonScreen(
            "update", "--load l1.safetensors l1.yaml", panes: "network watches explain",
            keys: "\":watch gb[1,0]\" Enter \":watch db[1,0]\" Enter s*7", shows: ["gb[1,0]", "−1", "db[1,0]", "0.1000"]),
        LessonScreen(
            "update", "--load l1.safetensors l1.yaml", panes: "network explain", keys: "s*11",
            shows: ["a = relu(z) = max(0, z) 1.10", "0.0100"]),
    ]

    private static let rate = [
        LessonScreen(
            "rate", "--load l1.safetensors l1.yaml", panes: "loss network explain", keys: "n s*4",
            shows: ["= 2 × (1.10 − 1.00)", "0.0100"]),
        LessonScreen(
            "rate", "--load l1.safetensors l1.yaml", panes: "loss network explain", keys: "\":lr 0.5\" Enter n s*4",
            shows: ["a = relu(z) = max(0, z) 3.50", "6.25"]),
        LessonScreen(
            "rate", "--load l1.safetensors l1.yaml", panes: "loss network explain", keys: "\":lr 0.5\" Enter n n s*7",
            shows: ["−11.5", "δ 0", "w −3.500000 unchanged"]),
        LessonScreen(
            "rate", "--load l1.safetensors l1.yaml", panes: "loss network explain", keys: "\":lr 0.08\" Enter n*3",
            shows: ["loss 6.40e-7"]),
        LessonScreen(
            "rate", "--load l1.safetensors l1.yaml", panes: "loss network explain", keys: "\":lr 0.01\" Enter n*10",
            shows: ["loss 0.0250"]),
    ]

    private static let chain = [
        LessonScreen(
            "chain", "--load l5.safetensors --learning-rate 0.05 l5.yaml", panes: "network explain", keys: "s*4",
            shows: ["a 0 ", "a = relu(z) = max(0, z) 2.00"]),
        LessonScreen(
            "chain", "--load l5.safetensors --learning-rate 0.05 l5.yaml", panes: "network explain", keys: "s*6",
            shows: ["▼ y 1.00", "δ −2.00", "1.00"]),
        LessonScreen(
            "chain", "--load l5.safetensors --learning-rate 0.05 l5.yaml", panes: "network explain", keys: "s*6 x",
            shows: ["∂L/∂a = Σ w₂·δ₂ 1.00", "= −0.500 × −2.00 δ₂[0]"]),
        LessonScreen(
            "chain", "--load l5.safetensors --learning-rate 0.05 l5.yaml", panes: "network explain", keys: "s*7",
            shows: ["δ = ∂L/∂z = ∂L/∂a·f′(z) 1.00", "= 1.00 × 1.00"]),
        LessonScreen(
            "chain", "--load l5.safetensors --learning-rate 0.05 l5.yaml", panes: "network explain", keys: "s*9",
            shows: ["∂L/∂w = δ·x 2.00", "Δw = −η·∂L/∂w −0.100", "w 0.500000 → 0.400000"]),
        LessonScreen(
            "chain", "--load l5.safetensors --learning-rate 0.05 l5.yaml", panes: "network explain", keys: "s*9 Up",
            shows: ["w₁[0,0]", "∂L/∂w = δ·x −4.00", "0.200"]),
        LessonScreen(
            "chain", "--load l5.safetensors --learning-rate 0.05 l5.yaml", panes: "network explain", keys: "s*9 Up >",
            shows: ["w₁[0,1]", "∂L/∂w = δ·x −2.00"]),
        LessonScreen(
            "chain", "--load l5.safetensors --learning-rate 0.05 l5.yaml", panes: "network explain",
            keys: "s*7 \":set b[1,0] -2\" Enter Up",
            shows: ["z = Σ w·x + b −1.00", "LOSS L = (a − y)² 4.00", "δ = ∂L/∂z = ∂L/∂a·f′(z) 0"]),
    ]

    private static let blame = [
        LessonScreen(
            "blame",
            "--data six.csv --split 0.5 --network dense:2,relu,dense:2,relu,dense:1 --loss mse --learning-rate 0.02 --batch 1 --load l6.safetensors",
            panes: "network explain", keys: "s*9", shows: ["▼", "δ −3.00"]),
        LessonScreen(
            "blame",
            "--data six.csv --split 0.5 --network dense:2,relu,dense:2,relu,dense:1 --loss mse --learning-rate 0.02 --batch 1 --load l6.safetensors",
            panes: "network explain", keys: "s*13 Up x Home",
            shows: ["∂L/∂a = Σ w₂·δ₂ 3.00", "= 2.00 × 3.00 δ₂[1]", "+ 1.00 × −3.00 δ₂[0]"]),
        LessonScreen(
            "blame",
            "--data six.csv --split 0.5 --network dense:2,relu,dense:2,relu,dense:1 --loss mse --learning-rate 0.02 --batch 1 --load l6.safetensors",
            panes: "network explain", keys: "s*12 Up x Home", shows: ["∂L/∂a = Σ w₂·δ₂ 3.00", "= 2.00 × 3.00 δ₂[1]", "BACKWARD"]),
        LessonScreen(
            "blame",
            "--data six.csv --split 0.5 --network dense:2,relu,dense:2,relu,dense:1 --loss mse --learning-rate 0.02 --batch 1 --load l6.safetensors",
            panes: "network explain", keys: "s*13 x Home", shows: ["w₁[1,0]", "∂L/∂a = Σ w₂·δ₂ −3.00", "−6.00"]),
    ]

    private static let line = [
        LessonScreen(
            "line",
            "--data or32.csv --split 0.25 --network dense:1,sigmoid --loss binaryCrossEntropy --batch 24 --learning-rate 1",
            panes: "plane network loss", keys: "n", shows: ["decision boundary", "● 0 ■ 1"]),
        LessonScreen(
            "line",
            "--data or32.csv --split 0.25 --network dense:1,sigmoid --loss binaryCrossEntropy --batch 24 --learning-rate 1",
            panes: "plane network loss", keys: "n*100", shows: ["accuracy 100.0 %", "↓ improving"]),
        LessonScreen(
            "line",
            "--data xor32.csv --split 0.25 --network dense:1,sigmoid --loss binaryCrossEntropy --batch 24 --learning-rate 1",
            panes: "plane network loss", keys: "n*100", shows: ["0.693 ■ not learning", "guessing 0.693"]),
    ]

    private static let hidden = [
        LessonScreen("hidden", "xor", panes: "plane network loss", keys: "n", shows: ["4 tanh", "1 sigmoid"]),
        LessonScreen(
            "hidden", "xor", panes: "plane network loss", keys: "\":goto 1000\" Enter", shows: ["0.000718 ✓ learned"]),
        LessonScreen(
            "hidden", "xor", panes: "plane network explain", keys: "\":goto 1000\" Enter x Home",
            shows: ["∂L/∂a = Σ w₂·δ₂", "δ₂[0]"]),
        LessonScreen(
            "hidden", "--data moons --network dense:8,dense:8,dense:2 --learning-rate 0.3 --batch 32",
            panes: "plane network loss", keys: "\":goto 20e\" Enter", shows: ["accuracy 87.0 %", "3 dense"]),
        LessonScreen(
            "hidden", "--data moons --network dense:8,tanh,dense:8,tanh,dense:2 --learning-rate 0.3 --batch 32",
            panes: "plane network loss", keys: "\":goto 20e\" Enter", shows: ["accuracy 98.5 %"]),
        LessonScreen(
            "hidden", "--seed 3 xor", panes: "plane network loss", keys: "\":goto 1000\" Enter", shows: ["4 tanh", "100.0 %"]),
    ]

    private static let surprise = [
        LessonScreen(
            "surprise",
            "--data three1.csv --split 0.5 --network dense:3 --loss softmaxCrossEntropy --batch 3 --learning-rate 1 --load ce2.safetensors --pin 1",
            panes: "network prediction explain", keys: "s*4",
            shows: [
                "p = softmax(z) = e^z / Σ e^z 0.500", "LOSS L = −ln p[dog] 1.39", "δ = p − y 0.500", "0.25 −0.75", "0.25 +0.25",
            ]),
        LessonScreen(
            "surprise", "--data or8.csv --split 0.5 --network dense:1,sigmoid --loss mse --batch 4 --learning-rate 1 --pin 0",
            panes: "network prediction explain", keys: "\":set b[1,0] 10\" Enter s*5", shows: ["= 2.00 × 4.54e-5", "9.08e-5"]),
        LessonScreen(
            "surprise",
            "--data or8.csv --split 0.5 --network dense:1,sigmoid --loss binaryCrossEntropy --batch 4 --learning-rate 1 --pin 0",
            panes: "network prediction explain", keys: "\":set b[1,0] 10\" Enter s*5",
            shows: ["LOSS L = −ln(1 − a)", "10.0", "= 22017 × 4.54e-5"]),
    ]

    private static let five = [
        LessonScreen(
            "five", "--data MNIST digit-5", panes: "prediction network", keys: "s*5",
            shows: ["▸5", "0.09 −0.91", "6 ", "0.15 +0.15"]),
        LessonScreen(
            "five", "--data MNIST digit-5", panes: "prediction network", keys: "\":break p(5) > 0.5\" Enter c",
            shows: ["p(5) = 0.5085 at iteration 64"]),
        LessonScreen(
            "five", "--data MNIST digit-5", panes: "prediction network", keys: "\":break p(5) > 0.95\" Enter c",
            shows: ["p(5) = 0.9658 at iteration 594"]),
        LessonScreen(
            "five", "--data MNIST digit-5", panes: "prediction network", keys: "\":goto 1875\" Enter",
            shows: ["▸5", "0.99 −0.01"]),
    ]

    private static let batch = [
        LessonScreen(
            "batch", "--load b2.safetensors batch2.yaml", panes: "network explain", keys: "\":select w[1,0,0]\" Enter s*4 .",
            shows: ["of sample 1 of the batch", "δ·x −8.00", "mean of 2 δ·x −5.00"]),
        LessonScreen(
            "batch", "--load b2.safetensors batch2.yaml", panes: "network explain", keys: "\":select w[1,0,0]\" Enter s*4 . .",
            shows: ["of sample 2 of the batch", "δ·x −2.00"]),
        LessonScreen(
            "batch", "--load b2.safetensors batch2.yaml", panes: "network explain", keys: "\":select w[1,0,0]\" Enter s*4 x x",
            shows: ["BATCH ∂L/∂w = mean of 2 δ·x −5.00", "mean of −8.00 × 1.00 of sample 1", "−1.00 × 2.00 of sample 2"]),
    ]

    private static let epochs = [
        LessonScreen(
            "epochs", "--batch 1 sgd-vs-batch", panes: "plane loss", keys: "\":goto 5e\" Enter",
            shows: ["it 2 000 epoch 5.00", "accuracy 97.0 %"]),
        LessonScreen(
            "epochs", "--batch 32 sgd-vs-batch", panes: "plane loss", keys: "\":goto 5e\" Enter",
            shows: ["it 65 epoch 5.00", "accuracy 84.5 %"]),
        LessonScreen(
            "epochs", "--batch 400 sgd-vs-batch", panes: "plane loss", keys: "\":goto 5e\" Enter",
            shows: ["it 5 epoch 5.00", "accuracy 69.0 %"]),
        LessonScreen(
            "epochs", "--data digits --train-count 2000 --epochs 3 --network dense:32,relu,dense:10", panes: "loss",
            keys: "Space C-l*100", shows: ["3 epochs done; a step or Space goes on", "it 189"]),
    ]

    private static let vanish = [
        LessonScreen(
            "vanish",
            "--data van.csv --split 0.5 --network dense:1,sigmoid,dense:1,sigmoid,dense:1,sigmoid,dense:1,sigmoid,dense:1,sigmoid,dense:1 --loss mse --batch 1 --load van.safetensors",
            panes: "network explain", keys: "s*23", shows: ["δ 1.00", "δ = ∂L/∂z = ∂L/∂a·f′(z) 0.000977", "= 0.00391 × 0.250"]),
        LessonScreen(
            "vanish",
            "--data van.csv --split 0.5 --network dense:1,sigmoid,dense:1,sigmoid,dense:1,sigmoid,dense:1,sigmoid,dense:1,sigmoid,dense:1 --loss mse --batch 1 --load van.safetensors",
            panes: "network gradients", keys: "s*25", shows: ["▽ vanishing", "9.8e-4"]),
        LessonScreen(
            "vanish", "--data MNIST vanishing-sigmoid", panes: "gradients loss", keys: "\":goto 300\" Enter",
            shows: ["4.9e-9", "▽ vanishing", "accuracy 13.4 %"]),
        LessonScreen(
            "vanish", "--data MNIST vanishing-sigmoid", panes: "", keys: "\":goto 3\" Enter s*44 z v",
            shows: ["f′ slope", "f′ is to blame for 72 % of the shrinking", "×0.25"]),
        LessonScreen(
            "vanish", "--data MNIST deep", panes: "network gradients", keys: "\":goto 300\" Enter", shows: ["● healthy"]),
    ]

    private static let relu = [
        LessonScreen(
            "relu",
            "--data wake.csv --split 0.5 --network dense:1,relu,dense:2,relu,dense:1 --loss mse --learning-rate 0.05 --batch 1 --load wake.safetensors",
            panes: "network watches explain", keys: "\":watch z[2,1]\" Enter \":watch delta[2,1]\" Enter n",
            shows: ["−0.2000", "delta[2,1]"]),
        LessonScreen(
            "relu",
            "--data wake.csv --split 0.5 --network dense:1,relu,dense:2,relu,dense:1 --loss mse --learning-rate 0.05 --batch 1 --load wake.safetensors",
            panes: "network explain", keys: "\":break a[2,1] > 0\" Enter c", shows: ["a[2,1] = 0.2 at iteration 2"]),
        LessonScreen(
            "relu", "--load kink.safetensors l1.yaml", panes: "network explain", keys: "s*6 k",
            shows: ["at a kink: within its two slopes", "0 ✓"]),
        LessonScreen(
            "relu", "--data MNIST dead-relu", panes: "network gradients", keys: "n*50", shows: ["○ dead", "◐ bias only"]),
        LessonScreen(
            "relu",
            "--data MNIST --network dense:32,sigmoid,dense:32,sigmoid,dense:32,sigmoid,dense:10 --compare 'network: dense:32,relu,dense:32,relu,dense:32,relu,dense:10' digit-5",
            panes: "", keys: "\":goto 200\" Enter", shows: ["‖∂L/∂θ₁‖ 2e-2 : 2e0 ×85", "accuracy 11.0 % : 84.6 %"]),
    ]

    private static let start = [
        LessonScreen(
            "start",
            "--data xor --network dense:3,tanh,dense:1,sigmoid --loss binaryCrossEntropy --learning-rate 1 --batch 4 --initializer constant:0.5",
            panes: "plane gradients loss", keys: "\":goto 1000\" Enter", shows: ["≡ all alike", "0.480"]),
        LessonScreen(
            "start",
            "--data xor --network dense:3,tanh,dense:1,sigmoid --loss binaryCrossEntropy --learning-rate 1 --batch 4 --initializer constant:0.5",
            panes: "plane gradients loss", keys: "\":set w[1,0,0] -0.5\" Enter \":goto 1000\" Enter", shows: ["0.348"]),
        LessonScreen(
            "start",
            "--data xor --network dense:3,tanh,dense:1,sigmoid --loss binaryCrossEntropy --learning-rate 1 --batch 4 --initializer constant:0.5",
            panes: "plane gradients loss", keys: "\":set w[1,0,0] -0.5\" Enter \":set w[1,1,1] -0.4\" Enter \":goto 1000\" Enter",
            shows: ["0.00264 ✓ learned"]),
        LessonScreen(
            "start",
            "--data xor --network dense:3,tanh,dense:1,sigmoid --loss binaryCrossEntropy --learning-rate 1 --batch 4 --initializer zeros",
            panes: "plane gradients loss", keys: "\":goto 1000\" Enter", shows: ["○ dead", "no weights yet"]),
        LessonScreen(
            "start", "--data MNIST bad-init", panes: "plane gradients loss", keys: "n*20",
            shows: ["≡ all neurons alike: they learn as one"]),
    ]

    private static let explode = [
        LessonScreen(
            "explode", "--data MNIST exploding", panes: "gradients loss", keys: "n*3", shows: ["▲ exploding", "loss 544"]),
        LessonScreen(
            "explode", "--load l1.safetensors --clip norm:1 l1.yaml", panes: "network explain", keys: "n",
            shows: ["g = clip·∂L/∂w −0.816", "Δw = −η·g 0.0816"]),
        LessonScreen(
            "explode", "--load l1.safetensors --clip value:1 l1.yaml", panes: "network explain", keys: "n",
            shows: ["g = ∂L/∂w within ±max −1.00"]),
        LessonScreen(
            "explode", "--compare noclip.yaml clipping-cure", panes: "", keys: "\":goto 120\" Enter",
            shows: ["accuracy 98.0 % : 24.5 %"]),
        LessonScreen(
            "explode", "--data MNIST --initializer 'normal(std:3)' --learning-rate 1 exploding", panes: "gradients loss",
            keys: "n*20 !", shows: ["∞ first in the output of layer 4 (dense), in iteration 4"]),
    ]

    private static let norm = [
        LessonScreen(
            "norm",
            "--load bn.safetensors --data batch2.csv --split 0.5 --network dense:1,batchNorm,dense:1 --loss mse --learning-rate 0.1 --batch 2",
            panes: "network explain", keys: "s*5 .", shows: ["z = Σ w·x + b −2.00", "a −1.00"]),
        LessonScreen(
            "norm", "--data MNIST batch-norm-cure", panes: "gradients loss", keys: "\":goto 300\" Enter",
            shows: ["accuracy 75.6 %", "● healthy"]),
    ]

    private static let adam = [
        LessonScreen(
            "adam", "--load l1.safetensors --optimizer adam --learning-rate 0.1 l1.yaml", panes: "network explain", keys: "n",
            shows: ["m′ = m / (1 − β₁ᵏ) −2.00", "v′ = v / (1 − β₂ᵏ) 4.00", "w 0.500000 → 0.600000"]),
        LessonScreen(
            "adam", "--load l1.safetensors --optimizer adam --learning-rate 0.1 l1.yaml", panes: "network explain", keys: "n >",
            shows: ["w −1.000000 → −0.900000"]),
        LessonScreen(
            "adam", "--load l1.safetensors --optimizer 'sgd(momentum:0.5)' --learning-rate 0.05 l1.yaml",
            panes: "network explain", keys: "n n", shows: ["v = μ·v + g −1.80", "Δw = −η·v 0.0900"]),
        LessonScreen(
            "adam", "--compare 'optimizer: sgd' momentum-valley", panes: "", keys: "\":goto 20\" Enter",
            shows: ["held-out 0.164 : 0.468"]),
    ]

    private static let unseen = [
        LessonScreen(
            "unseen", "--data MNIST overfitting", panes: "loss gradients", keys: "\":goto 40e\" Enter",
            shows: ["! overfitting", "accuracy 72.6 %", "0.00141"]),
        LessonScreen(
            "unseen", "--data MNIST l1-l2", panes: "loss gradients", keys: "\":goto 40e\" Enter",
            shows: ["accuracy 72.2 %", "0.870"]),
        LessonScreen(
            "unseen", "--data MNIST dropout", panes: "loss gradients", keys: "\":goto 40e\" Enter",
            shows: ["accuracy 69.8 %", "0.851"]),
        LessonScreen(
            "unseen", "--load l1.safetensors --l2 0.1 l1.yaml", panes: "network explain", keys: "n",
            shows: ["−1.90", "= −2.00 + 2 × 0.100 × 0.500"]),
    ]

    private static let conv = [
        LessonScreen(
            "conv", "--data tinyimg --network conv2d:1x2,flatten,dense:10 --load conv.safetensors --batch 2",
            panes: "network explain", keys: "s*8 x Home", shows: ["z = Σ w·x + b −2.00", "at 0,0", "Σ δ·x −2.70"]),
        LessonScreen(
            "conv", "--data tinyimg --network conv2d:1x2,flatten,dense:10 --load conv.safetensors --batch 2",
            panes: "network explain", keys: "s*8 Left x x", shows: ["at 0,0", "at 1,0", "GRADIENT", "Σ δ·x −2.70"]),
    ]

    private static let time = [
        LessonScreen(
            "time", "--data tinyseq --network 'rnn:1(activation:relu),dense:10' --load rnn.safetensors --batch 2",
            panes: "network", keys: "s*6 v", shows: ["unit 0 over time", "δ −0.22 −0.44 −0.88"]),
        LessonScreen(
            "time", "rnn-echo", panes: "network loss", keys: "\":goto 300\" Enter", shows: ["✓ learned", "accuracy 100.0 %"]),
        LessonScreen("time", "lstm-echo", panes: "network", keys: "n*40 s*6 v", shows: ["unit 4 over time", "δ_i", "δ_f"]),
    ]

    private static let look = [
        LessonScreen("look", "attention", panes: "network", keys: "\":goto 0\" Enter 3 s*4 Right v", shows: ["A ≤ 0."]),
        LessonScreen("look", "attention", panes: "network", keys: "\":goto 200\" Enter 3 s*4 Right v", shows: ["A ≤ 0."]),
        LessonScreen(
            "look", "attention", panes: "network loss", keys: "\":goto 400\" Enter", shows: ["✓ learned", "accuracy 100.0 %"]),
    ]

    private static let check = [
        LessonScreen(
            "check", "--load l5.safetensors --learning-rate 0.05 l5.yaml", panes: "network explain", keys: "s*9 k",
            shows: ["check, numeric ΔL/Δw 2.00 ✓", "layers 1 ✓ 2 ✓"])
    ]

    private static let clinic = [
        LessonScreen(
            "clinic", "--data income.csv --scale none --network dense:8,relu,dense:2", panes: "network loss explain",
            keys: "n*50",
            shows: ["0.689", "■ not learning", "× 6628"]),
        LessonScreen(
            "clinic", "--data income_scaled.csv --network dense:8,relu,dense:2", panes: "gradients loss", keys: "n*50",
            shows: ["↓ improving"]),
        LessonScreen(
            "clinic", "--data MNIST --learning-rate 0.00001 digit-5", panes: "gradients loss", keys: "n*200",
            shows: ["2.3e-6", "usual 1e-3", "■ not learning"]),
        LessonScreen(
            "clinic", "--data MNIST --learning-rate 5 digit-5", panes: "gradients loss", keys: "n*20",
            shows: ["■ not learning", "loss 2.75"]),
        LessonScreen(
            "clinic", "--data MNIST dead-relu", panes: "gradients loss", keys: "n*50", shows: ["○ dead", "no gradient arrives"]),
        LessonScreen("clinic", "--data MNIST bad-init", panes: "gradients loss", keys: "n*20", shows: ["≡ all alike"]),
    ]

}
