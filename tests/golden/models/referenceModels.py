"""The reference networks: torchvision's, MONAI's, and two of ours defined here layer by layer.

Both the golden numbers and the peers' benchmarks build from this file, so that they mean the same networks.
"""

import torch
from torch import nn


class ConvBlock(nn.Module):
    """conv 3×3 (padding 1, no bias) → batch norm → ReLU → max pool 2×2."""

    def __init__(self, in_channels: int, out_channels: int):
        super().__init__()
        self.conv = nn.Conv2d(in_channels, out_channels, 3, padding=1, bias=False)
        self.bn = nn.BatchNorm2d(out_channels)

    def forward(self, x):
        return nn.functional.max_pool2d(torch.relu(self.bn(self.conv(x))), 2)


class SmallCnn(nn.Module):
    """Four ConvBlocks of 16, 32, 64, 128 channels → mean over space → linear.

    Names: features.N.conv.weight, features.N.bn.{weight,bias,running_mean,running_var}, classifier.{weight,bias}.
    """

    def __init__(self, in_channels: int, class_count: int):
        super().__init__()
        widths = [in_channels, 16, 32, 64, 128]
        self.features = nn.Sequential(*(ConvBlock(a, b) for a, b in zip(widths, widths[1:])))
        self.classifier = nn.Linear(widths[-1], class_count)

    def forward(self, x):
        return self.classifier(self.features(x).mean((2, 3)))


class DoubleConv(nn.Module):
    """Twice: conv 3×3 (padding 1, no bias) → batch norm → ReLU. Names: conv1, bn1, conv2, bn2."""

    def __init__(self, in_channels: int, out_channels: int):
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, out_channels, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(out_channels)
        self.conv2 = nn.Conv2d(out_channels, out_channels, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(out_channels)

    def forward(self, x):
        x = torch.relu(self.bn1(self.conv1(x)))
        return torch.relu(self.bn2(self.conv2(x)))


class UNet(nn.Module):
    """U-Net with four levels of 64, 128, 256, 512 channels; height and width divisible by 8.

    encoder.0: DoubleConv(in, 64);  encoder.N (N = 1, 2, 3): max pool 2×2, then DoubleConv(64·2^(N-1), 64·2^N)
    up.N (N = 2, 1, 0): transposed conv 2×2, stride 2, with bias, 64·2^(N+1) → 64·2^N
    decoder.N: DoubleConv(64·2^(N+1), 64·2^N) on concat(channels: [encoder.N's output, up.N's output])
    head: conv 1×1 with bias, 64 → classes
    """

    def __init__(self, in_channels: int, class_count: int, widths=(64, 128, 256, 512)):
        super().__init__()
        ins = [in_channels, *widths[:-1]]
        self.encoder = nn.ModuleList(DoubleConv(a, b) for a, b in zip(ins, widths))
        self.up = nn.ModuleList(nn.ConvTranspose2d(b, a, 2, stride=2) for a, b in zip(widths, widths[1:]))
        self.decoder = nn.ModuleList(DoubleConv(2 * a, a) for a in widths[:-1])
        self.head = nn.Conv2d(widths[0], class_count, 1)

    def forward(self, x):
        skips = []
        for level, block in enumerate(self.encoder):
            x = block(x if level == 0 else nn.functional.max_pool2d(x, 2))
            skips.append(x)
        for level in reversed(range(len(self.up))):
            x = self.decoder[level](torch.cat([skips[level], self.up[level](x)], 1))
        return self.head(x)


def resnet(depth: int, in_channels: int, class_count: int) -> nn.Module:
    """torchvision's ResNet (v1.5: the stride of a bottleneck is on its 3×3), conv1 for `in_channels`."""
    import torchvision

    model = getattr(torchvision.models, f"resnet{depth}")(num_classes=class_count)
    if in_channels != 3:
        model.conv1 = nn.Conv2d(in_channels, 64, 7, stride=2, padding=3, bias=False)
    return model


def resnet18_volume(in_channels: int, class_count: int) -> nn.Module:
    """MONAI's 3-D ResNet-18, axes [batch, channel, depth, row, column].

    conv1 7×7×7, stride (1, 2, 2), padding 3, no bias, 64 channels; bn1; ReLU; max pool 3×3×3, stride 2, padding 1.
    layer1 … layer4: two basic blocks each of 64, 128, 256, 512 channels (conv1 3×3×3, bn1, ReLU, conv2 3×3×3, bn2,
    plus shortcut, ReLU; convolutions without bias); the first block of layer2 … layer4 has stride 2 and the shortcut
    `downsample.0` conv 1×1×1, stride 2, WITH bias (MONAI's default), and `downsample.1` batch norm.
    Mean over space, fc linear. Batch norm: eps 1e-5, momentum 0.1.
    """
    from monai.networks.nets import resnet18

    return resnet18(spatial_dims=3, n_input_channels=in_channels, num_classes=class_count, conv1_t_stride=(1, 2, 2))
