namespace FashionRef.Cli.Speed;

/// <summary>A way to compute the models whose speed is measured, in the order of the tables.</summary>
internal enum SpeedForm
{
    /// <summary>libtorch as a port writes the models down: the measure of all others.</summary>
    TorchPlain,

    /// <summary>libtorch in its fastest form here.</summary>
    Torch,

    /// <summary>The own kernels.</summary>
    Exact,
}
